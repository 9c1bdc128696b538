namespace Gimlet.Kustomize;

/// <summary>Documents or patches that cannot be used; the message names the document or patch and the field.</summary>
public sealed class KustomizeException : Exception
{
    /// <summary>Creates the error with a message for the author of the patch.</summary>
    public KustomizeException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with its cause.</summary>
    public KustomizeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
