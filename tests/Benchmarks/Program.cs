using System.CommandLine;
using Gimlet.Benchmarks.Gitops;

var root = new RootCommand("Measures Gimlet: a command each.");
root.Subcommands.Add(CommitBenchmark.Command());
return await root.Parse(args).InvokeAsync();
