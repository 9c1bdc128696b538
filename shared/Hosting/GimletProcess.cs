using Gimlet.Hosting.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gimlet.Hosting;

/// <summary>Runs a process, and says in a line each what keeps it from starting.</summary>
public static class GimletProcess
{
    /// <summary>Exit code when a setting is wrong; <c>EX_CONFIG</c> in the convention of <c>sysexits.h</c>.</summary>
    public const int WrongSetting = 78;

    private const int CannotStart = 1;

    /// <summary>Composes a process and serves until it is stopped.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> ServeAsync(Func<WebApplication> compose) => RunAsync(compose, ServeAsync, Console.Error);

    /// <summary>Composes a process and runs it.</summary>
    /// <param name="compose">Builds it and maps its endpoints.</param>
    /// <param name="run">Does its work, or serves with <see cref="ServeAsync(WebApplication)"/>.</param>
    /// <param name="errors">What is wrong with the settings, all of it at once, a line each.</param>
    /// <returns>
    /// The exit code: that of <paramref name="run"/>, <see cref="WrongSetting"/>, or 1 when a port is in use.
    /// </returns>
    public static async Task<int> RunAsync(
        Func<WebApplication> compose, Func<WebApplication, Task<int>> run, TextWriter errors)
    {
        try
        {
            var app = compose();

            // What needs a wrong setting would otherwise fail first, and alone.
            app.Services.GetService<IStartupValidator>()?.Validate();
            return await run(app).ConfigureAwait(false);
        }
        catch (Exception e) when (SettingErrors.Of(e) is { Count: > 0 } wrong)
        {
            foreach (var error in wrong)
            {
                await errors.WriteLineAsync($"Wrong setting: {error}").ConfigureAwait(false);
            }

            return WrongSetting;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await errors.WriteLineAsync($"{e.Message} HTTP_PORT and GRPC_PORT choose others.").ConfigureAwait(false);
            return CannotStart;
        }
    }

    /// <summary>Serves until the process is stopped. Returns 0.</summary>
    public static async Task<int> ServeAsync(WebApplication app)
    {
        await app.RunAsync().ConfigureAwait(false);
        return 0;
    }
}
