using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gimlet.Manifests.Tests;

/// <summary>
/// The folder Cases: a <c>.yaml</c> beside the <c>.json</c> that it reads as, or beside the <c>.error</c> that it
/// ends with. Run with <c>UPDATE_CASES=1</c> to rewrite the expectations, then look at the difference.
/// </summary>
public sealed class CaseTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases");
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> Names()
    {
        var cases = Directory.GetFiles(Folder, "*.yaml");
        return [.. cases.Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ReadYaml_Case_ReadsAsExpected(string name)
    {
        var yaml = File.ReadAllText(Path.Combine(Folder, name + ".yaml"));
        string json = "", error = "";
        try
        {
            json = JsonNode.Parse(ManifestJson.Write(ManifestReader.ReadYaml(yaml)))!.ToJsonString(Indented) + "\n";
        }
        catch (ManifestException e)
        {
            error = e.Message + "\n";
        }

        if (Environment.GetEnvironmentVariable("UPDATE_CASES") is { Length: > 0 })
        {
            Rewrite(name + ".json", json);
            Rewrite(name + ".error", error);
        }

        Assert.Equal(Expected(name + ".error"), error);
        Assert.Equal(Expected(name + ".json"), json);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ReadJson_WhatWasWritten_IsTheSame(string name)
    {
        if (Expected(name + ".json") is not { Length: > 0 } json)
        {
            Assert.NotEmpty(Expected(name + ".error"));
            return;
        }

        var manifest = ManifestReader.ReadJson(json);

        Assert.Equal(json, JsonNode.Parse(ManifestJson.Write(manifest))!.ToJsonString(Indented) + "\n");
    }

    private static string Expected(string file)
    {
        var path = Path.Combine(Folder, file);
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private static void Rewrite(string file, string content)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "../../../Cases", file);
        foreach (var path in new[] { source, Path.Combine(Folder, file) })
        {
            File.Delete(path);
            if (content.Length > 0)
            {
                File.WriteAllText(path, content);
            }
        }
    }
}
