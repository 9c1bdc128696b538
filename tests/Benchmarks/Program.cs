using System.CommandLine;
using Gimlet.Benchmarks.Gitops;
using Gimlet.Benchmarks.History;
using Gimlet.Benchmarks.Load;
using Gimlet.Benchmarks.Rendering;

var root = new RootCommand("Measures Gimlet: a command each.");
root.Subcommands.Add(CommitBenchmark.Command());
root.Subcommands.Add(CloneBenchmark.Command());
root.Subcommands.Add(LoadCommand.Create());
root.Subcommands.Add(SoakCommand.Create());
root.Subcommands.Add(ReplicaCommand.Create());
root.Subcommands.Add(RenderingCommand.Create());
root.Subcommands.Add(HistoryCommand.Create());
root.Subcommands.Add(RebuildCommand.Create());
return await root.Parse(args).InvokeAsync();
