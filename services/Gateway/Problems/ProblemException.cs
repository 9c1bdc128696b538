namespace Gimlet.Gateway.Problems;

/// <summary>Ends a request with a problem that its sender can act on.</summary>
internal sealed class ProblemException(int status, string detail) : Exception(detail)
{
    public int Status => status;

    public static ProblemException BadRequest(string detail) => new(StatusCodes.Status400BadRequest, detail);
}
