using System.Text.RegularExpressions;
using Gimlet.Contracts;
using Gimlet.Gateway.Problems;
using Gimlet.Gateway.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gimlet.Gateway.Users;

internal sealed partial class CreateUser
{
    // What the policy service releases in nobody's name is triggered by this.
    private const string Reserved = "policy";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/user", HandleAsync)
        .TakesBody<Input>()
        .WithSummary("Creates a user; the answer is the only time that the token is shown.");

    private static async Task<Created<UserJson>> HandleAsync(
        HttpContext context, UserStore users, TimeProvider clock, ILogger<CreateUser> logger)
    {
        var input = await JsonBody.ReadAsync<Input>(context);
        var now = clock.GetUtcNow();
        var user = new User
        {
            Login = CheckLogin(input.Login),
            Admin = input.Admin ?? false,
            Created = UnixMicroseconds.From(now),
            Expires = ReadExpires(input.Expires, now),
        };
        var token = AccessToken.Create();
        if (!await users.TryInsertAsync(user, AccessToken.Hash(token), context.RequestAborted))
        {
            throw new ProblemException(
                StatusCodes.Status409Conflict,
                $"There is a user '{user.Login}' already. If its token is lost, delete the user and create it again.");
        }

        Log.UserCreated(logger, user.Login, context.User.Identity?.Name ?? "");
        return TypedResults.Created((string?)null, UserJson.From(user) with { Token = token });
    }

    private static string CheckLogin(string? login)
    {
        if (string.IsNullOrEmpty(login))
        {
            throw ProblemException.BadRequest("login is mandatory");
        }

        if (login == Reserved)
        {
            throw ProblemException.BadRequest($"login '{Reserved}' is reserved for automatic releases");
        }

        return LoginPattern().IsMatch(login)
            ? login
            : throw ProblemException.BadRequest(
                "login must have 1 to 64 letters, digits, '.', '_', '@' or '-', and begin with a letter or digit");
    }

    private static long? ReadExpires(string? expires, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(expires))
        {
            return null;
        }

        var time = Rfc3339.TryRead(expires)
            ?? throw ProblemException.BadRequest(
                "expires must be a time as in RFC 3339, for example 2030-01-01T00:00:00Z");
        return time > now
            ? UnixMicroseconds.From(time)
            : throw ProblemException.BadRequest("expires must be in the future");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._@-]{0,63}\z")]
    private static partial Regex LoginPattern();

    internal sealed record Input
    {
        public string? Login { get; init; }

        public bool? Admin { get; init; }

        /// <summary>RFC 3339; the token works no longer from then on.</summary>
        public string? Expires { get; init; }
    }
}
