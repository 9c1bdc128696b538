using Gimlet.GoYaml;
using Gimlet.Helm.Sources;
using Gimlet.Templating.Values;

namespace Gimlet.Helm.Charts;

/// <summary>Makes charts of files: which file is what, and which charts are in <c>charts/</c>.</summary>
internal static class ChartLoader
{
    private const string ChartsFolder = "charts/";
    private const int DeepestChart = 100;

    /// <summary>Loads the chart that is to be rendered, of which helm asks more than of those in it.</summary>
    public static Chart LoadRoot(ChartFiles files)
    {
        if (files.Find("Chart.yaml") is { } file && ReadApiVersion(file) is not ("" or "v1" or "v2"))
        {
            throw new ChartException("unsupported chart version");
        }

        return Load(files, 0);
    }

    private static string ReadApiVersion(ChartFile file)
    {
        try
        {
            return GoStruct.Of(ReadYaml(file), "loader", "chartBase").Text("apiVersion");
        }
        catch (YamlException exception)
        {
            throw new ChartException($"cannot load Chart.yaml: {exception.Message}", exception);
        }
    }

    private static Chart Load(IReadOnlyList<ChartFile> files, int depth)
    {
        if (depth > DeepestChart)
        {
            throw new ChartException($"charts are nested more than {DeepestChart} deep");
        }

        var parts = new ChartParts();
        foreach (var file in files)
        {
            parts.Add(file);
        }

        if (parts.Metadata is null && parts.Requirements is null)
        {
            throw new ChartException("Chart.yaml file is missing");
        }

        var metadata = ReadMetadata(parts);
        var values = parts.Values is { } valuesFile ? ReadValues(valuesFile) : [];
        MetadataRules.Check(metadata);
        return new Chart(metadata, values, parts, LoadDependencies(metadata.Name, parts, depth));
    }

    private static List<Chart> LoadDependencies(string chart, ChartParts parts, int depth)
    {
        var dependencies = new List<Chart>();
        foreach (var (folder, files) in parts.Charts)
        {
            try
            {
                if (folder.EndsWith(".tgz", StringComparison.Ordinal))
                {
                    dependencies.Add(LoadArchive(chart, folder, files[0], depth));
                }
                else if (!folder.StartsWith('_') && !folder.StartsWith('.'))
                {
                    dependencies.Add(LoadFolder(folder, files, depth));
                }
            }
            catch (ChartException exception)
            {
                throw new ChartException(
                    $"error unpacking subchart {folder} in {chart}: {exception.Message}", exception);
            }
        }

        return dependencies;
    }

    private static Chart LoadArchive(string chart, string name, ChartFile file, int depth) =>
        file.Path == ChartsFolder + name
        ? Load(ChartArchive.Read(file.Content, ArchiveLimits.Default), depth + 1)
        : throw new ChartException(
            $"error unpacking subchart tar in {chart}: expected {name}, got {file.Path[ChartsFolder.Length..]}");

    // A file that lies in charts/ itself is no chart, and in no chart.
    private static Chart LoadFolder(string folder, List<ChartFile> files, int depth)
    {
        var start = ChartsFolder.Length + folder.Length + 1;
        return Load(
            [.. files
                .Where(file => file.Path.Length > start)
                .Select(file => file with { Path = file.Path[start..] })],
            depth + 1);
    }

    private static ChartMetadata ReadMetadata(ChartParts parts)
    {
        var document = parts.Metadata is { } file ? ReadYaml(file) : null;
        try
        {
            return MetadataReader.Read(document, parts.Requirements is { } other ? ReadYaml(other) : null);
        }
        catch (YamlException exception)
        {
            throw new ChartException($"cannot load Chart.yaml: {exception.Message}", exception);
        }
    }

    private static Dictionary<string, object?> ReadValues(ChartFile file)
    {
        try
        {
            return ChartValues.Read(GoString.FromBytes(file.Content.Span));
        }
        catch (ChartException exception)
        {
            throw new ChartException($"cannot load {file.Path}: {exception.Message}", exception);
        }
    }

    private static object? ReadYaml(ChartFile file)
    {
        try
        {
            return YamlReader.Read(GoString.FromBytes(file.Content.Span));
        }
        catch (YamlException exception)
        {
            throw new ChartException(
                $"cannot load {file.Path}: error converting YAML to JSON: {exception.Message}", exception);
        }
    }
}
