namespace Gimlet.Gateway.Users;

internal enum Deletion
{
    Done,
    Unknown,
    LastAdmin,
}
