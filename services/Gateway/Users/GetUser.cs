using Gimlet.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gimlet.Gateway.Users;

internal static class GetUser
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/user/{login}", HandleAsync)
        .WithSummary("Shows a user.");

    private static async Task<Ok<UserJson>> HandleAsync(
        string login, UserStore users, CancellationToken cancellationToken) =>
        await users.FindAsync(login, cancellationToken) is { } user
            ? TypedResults.Ok(UserJson.From(user))
            : throw Unknown(login);

    public static ProblemException Unknown(string login) =>
        new(StatusCodes.Status404NotFound, $"There is no user '{login}'.");
}
