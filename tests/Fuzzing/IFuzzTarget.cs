namespace Gimlet.Fuzzing;

/// <summary>Something that takes hostile input.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Inputs that are good, or nearly.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Takes an input; throws only what its documentation says, which counts as a refusal.</summary>
    void Feed(byte[] input);

    /// <summary>Whether an exception is one that the documentation names.</summary>
    bool IsRefusal(Exception e);
}
