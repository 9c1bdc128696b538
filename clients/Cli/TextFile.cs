namespace Gimlet.Cli;

/// <summary>Files that people name on the command line.</summary>
internal static class TextFile
{
    /// <summary>Reads a whole file.</summary>
    /// <exception cref="CliException">It cannot be read, or is larger than that.</exception>
    public static byte[] ReadBytes(string path, int maxBytes)
    {
        try
        {
            return new FileInfo(path) is { Exists: true } file && file.Length > maxBytes
                ? throw new CliException($"{path} is larger than {maxBytes} bytes.")
                : File.ReadAllBytes(path);
        }
        catch (Exception e) when (IsAboutFiles(e))
        {
            throw new CliException($"{path} cannot be read: {e.Message}");
        }
    }

    /// <summary>Writes a file so that others see the old content or the new, and never a half.</summary>
    /// <exception cref="CliException">It cannot be written; the old content is still there.</exception>
    public static void Replace(string path, byte[] content)
    {
        try
        {
            var target = new FileInfo(path) is { LinkTarget: not null } link
                ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path
                : Path.GetFullPath(path);
            if (IsDevice(target))
            {
                File.WriteAllBytes(path, content);
                return;
            }

            ReplaceFile(target, content);
        }
        catch (Exception e) when (IsAboutFiles(e))
        {
            throw new CliException($"{path} cannot be written: {e.Message}");
        }
    }

    private static bool IsAboutFiles(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    // A device, or what a shell hands over under /dev/fd, must not be replaced by a file.
    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    private static void ReplaceFile(string target, byte[] content)
    {
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
