using Gimlet.Contracts;
using Gimlet.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gimlet.Gateway.Users;

internal sealed class DeleteUser
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete("/user/{login}", HandleAsync)
        .WithSummary("Deletes a user; its token works no longer.");

    private static async Task<NoContent> HandleAsync(
        string login, HttpContext context, UserStore users, TimeProvider clock, ILogger<DeleteUser> logger)
    {
        switch (await users.DeleteAsync(login, UnixMicroseconds.Now(clock), context.RequestAborted))
        {
            case Deletion.Unknown:
                throw GetUser.Unknown(login);
            case Deletion.LastAdmin:
                throw new ProblemException(
                    StatusCodes.Status409Conflict, $"'{login}' is the last admin; create another one first.");
            default:
                Log.UserDeleted(logger, login, context.User.Identity?.Name ?? "");
                return TypedResults.NoContent();
        }
    }
}
