namespace Gimlet.Gateway.Idempotency;

/// <summary>
/// What one POST does, however often it is sent. The ids of what it makes in other services come from here, and they
/// are idempotent by id: a call that is tried again makes nothing twice.
/// </summary>
internal sealed record Operation(Guid Id)
{
    public static Guid IdOf(HttpContext context) => (context.Features.Get<Operation>() ?? Begin(context)).Id;

    private static Operation Begin(HttpContext context)
    {
        var operation = new Operation(Guid.NewGuid());
        context.Features.Set(operation);
        return operation;
    }
}
