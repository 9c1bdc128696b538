namespace Gimlet.Manifests;

/// <summary>A manifest that cannot be used; the message names the field and, where it is known, the line.</summary>
public sealed class ManifestException : Exception
{
    /// <summary>Creates the error with a message for the manifest's author.</summary>
    public ManifestException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with its cause.</summary>
    public ManifestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
