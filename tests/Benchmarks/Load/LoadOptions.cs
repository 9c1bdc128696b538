using System.CommandLine;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.Load;

/// <summary>Options that several commands have.</summary>
internal static class LoadOptions
{
    public static Option<GimletForm> Form() => new("--form")
    {
        Description = "One process, or five over RabbitMQ and PostgreSQL",
        DefaultValueFactory = _ => GimletForm.Standalone,
    };

    public static Option<Transport> Transport() => new("--remote")
    {
        Description = "How the gitops repository is reached",
        DefaultValueFactory = _ => Load.Transport.File,
    };

    public static Option<int> Number(string name, int value, string description, int least = 0)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
            {
                result.AddError($"{name} must be at least {least}");
            }
        });
        return option;
    }
}
