using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Gimlet.GitopsWriter.Rendering;

internal sealed record RenderingOptions
{
    public const string BuiltIn = "builtin";
    public const string Helm = "helm";

    /// <summary>
    /// Within this process, or by a helm binary for charts that someone insists on rendering with it.
    /// </summary>
    [ConfigurationKeyName("CHART_RENDERER")]
    [AllowedValues(BuiltIn, Helm, ErrorMessage = "CHART_RENDERER must be builtin or helm")]
    public string Renderer { get; init; } = BuiltIn;

    /// <summary>The helm binary of <c>CHART_RENDERER=helm</c>; looked up on the PATH by default.</summary>
    [ConfigurationKeyName("HELM_PATH")]
    public string HelmPath { get; init; } = "helm";

    /// <summary>
    /// The folder that local charts are read from. Manifests come from CI and must not read this machine's disk: empty
    /// refuses local charts.
    /// </summary>
    [ConfigurationKeyName("CHARTS_PATH")]
    public string ChartsPath { get; init; } = "";

    /// <summary>Downloaded charts, and what a helm binary needs, have folders of their own below.</summary>
    [ConfigurationKeyName("DATA_PATH")]
    public string DataPath { get; init; } = "data";

    /// <summary>For one chart, its download included.</summary>
    [ConfigurationKeyName("RENDER_TIMEOUT")]
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00", ErrorMessage = "RENDER_TIMEOUT must be 0.1 s to 10 minutes")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Charts that are rendered at the same time; each is a process of its own.</summary>
    [ConfigurationKeyName("RENDER_PARALLELISM")]
    [Range(1, 1024, ErrorMessage = "RENDER_PARALLELISM must be from 1 to 1024")]
    public int Parallelism { get; init; } = 2 * Environment.ProcessorCount;

    /// <summary>Bytes that one chart may render to.</summary>
    [ConfigurationKeyName("RENDER_OUTPUT_LIMIT")]
    [Range(1, int.MaxValue, ErrorMessage = "RENDER_OUTPUT_LIMIT must be a number of bytes")]
    public int OutputLimit { get; init; } = 16 * 1024 * 1024;
}
