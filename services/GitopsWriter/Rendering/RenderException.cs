namespace Gimlet.GitopsWriter.Rendering;

/// <summary>A manifest that cannot be rendered; the message is for the person who released it.</summary>
internal sealed class RenderException : Exception
{
    public RenderException(string message)
        : base(message)
    {
    }

    public RenderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
