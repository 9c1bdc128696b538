using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Gimlet.Benchmarks.Rendering;

/// <summary>Time and memory of one rendering. tests/Parity puts the same chart beside a helm process.</summary>
internal static class RenderingCommand
{
    public static Command Create()
    {
        var command = new Command("rendering", "Parse and render a chart of twenty templates, cold and warm");

        // In this process: BenchmarkDotNet's own build of a project cannot use central package versions.
        var config = DefaultConfig.Instance.AddJob(
            Job.MediumRun.WithToolchain(InProcessEmitToolchain.Instance));
        command.SetAction(_ => BenchmarkRunner.Run<RenderingBenchmarks>(config));
        return command;
    }
}
