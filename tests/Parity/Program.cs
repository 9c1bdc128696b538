using System.CommandLine;
using Gimlet.Parity.Charts;
using Gimlet.Parity.Kustomize;

var root = new RootCommand(
    "Compares the renderers with the real tools, on cases of anybody's. See tests/Parity/README.md.")
{
    ChartsCommand.Create(),
    PatchesCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
