using Gimlet.Cli;

return await CommandLine.RunAsync(args, Shell.OfThisProcess());
