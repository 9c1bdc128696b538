using Gimlet.Gateway.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gimlet.Gateway.Users;

internal static class ListUsers
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/users", HandleAsync)
        .WithSummary("Lists the users.");

    private static async Task<Ok<IEnumerable<UserJson>>> HandleAsync(
        UserStore users, CancellationToken cancellationToken) =>
        TypedResults.Ok((await users.ListAsync(cancellationToken)).Select(UserJson.From));
}
