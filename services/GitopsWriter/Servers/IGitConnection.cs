namespace Gimlet.GitopsWriter.Servers;

/// <summary>A conversation with a service of a git server: <c>git-upload-pack</c> or <c>git-receive-pack</c>.</summary>
internal interface IGitConnection : IDisposable
{
    /// <summary>Every exchange is a request of its own, and the list begins with the name of the service.</summary>
    bool IsStateless { get; }

    /// <summary>What the server, or the program that connects us, said outside of git's protocol.</summary>
    string Words { get; }

    /// <summary>What the server says first: its branches, and what it can do.</summary>
    GitStream List(string service);

    /// <summary>A request and its answer; the stream of the list again where there is only one.</summary>
    GitStream Exchange(string service);
}
