using System.CommandLine;
using Gimlet.Fuzzing;
using Gimlet.Fuzzing.Targets;

IFuzzTarget[] targets =
[
    new TemplateTarget(), new YamlTarget(), new ManifestTarget(),
    new ArchiveTarget(), new ChartTarget(), new PatchTarget(),
];

var minutes = new Option<double>("--minutes")
{
    Description = "How long to go on", DefaultValueFactory = _ => 10,
};
var seed = new Option<int>("--seed")
{
    Description = "Makes a run repeatable; random without it", DefaultValueFactory = _ => Random.Shared.Next(),
};
var only = new Option<string[]>("--target")
{
    Description = "What to feed; everything by default", AllowMultipleArgumentsPerToken = true,
};
only.AcceptOnlyFromAmong([.. targets.Select(target => target.Name)]);
var root = new RootCommand("Feeds the renderers mutated templates, values, manifests, archives, charts and patches.")
{
    minutes, seed, only,
};
root.SetAction(parsed =>
{
    var names = parsed.GetValue(only) ?? [];
    var fuzzer = new Fuzzer(
        [.. targets.Where(target => names.Length == 0 || names.Contains(target.Name))],
        parsed.GetValue(seed),
        Console.Out);
    return fuzzer.Run(TimeSpan.FromMinutes(parsed.GetValue(minutes))) ? 0 : 1;
});
return await root.Parse(args).InvokeAsync();
