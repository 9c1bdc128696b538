namespace Gimlet.Helm.Charts;

/// <summary>Reads <c>Chart.yaml</c> and the <c>requirements.yaml</c> of charts of version 1.</summary>
internal static class MetadataReader
{
    private const string Package = "v2";

    /// <param name="document">The document of Chart.yaml.</param>
    /// <param name="requirements">The document of requirements.yaml; null where there is none.</param>
    public static ChartMetadata Read(object? document, object? requirements)
    {
        var fields = GoStruct.Of(document, Package, "Metadata");
        var apiVersion = fields.Text("apiVersion");
        return new ChartMetadata
        {
            ApiVersion = apiVersion.Length == 0 ? "v1" : apiVersion,
            Name = PrintableText.Of(fields.Text("name")),
            Version = fields.Text("version"),
            KubeVersion = PrintableText.Of(fields.Text("kubeVersion")),
            Description = PrintableText.Of(fields.Text("description")),
            Type = fields.Text("type"),
            Keywords = PrintableText.Of(fields.Texts("keywords")),
            Home = PrintableText.Of(fields.Text("home")),
            Sources = PrintableText.Of(fields.Texts("sources")),
            Dependencies = ReadDependencies(fields, requirements),
            Maintainers = [.. fields.Structs("maintainers", Package, "Maintainer").Select(ReadMaintainer)],
            Icon = PrintableText.Of(fields.Text("icon")),
            AppVersion = PrintableText.Of(fields.Text("appVersion")),
            Deprecated = fields.Flag("deprecated"),
            Annotations = fields.TextMap("annotations"),
            Condition = PrintableText.Of(fields.Text("condition")),
            Tags = PrintableText.Of(fields.Text("tags")),
        };
    }

    private static List<ChartDependency>? ReadDependencies(GoStruct fields, object? requirements)
    {
        var required = GoStruct.Of(requirements, Package, "Metadata");
        var source = required.Has("dependencies") ? required : fields;
        return source.Has("dependencies")
            ? [.. source.Structs("dependencies", Package, "Dependency").Select(ReadDependency)]
            : null;
    }

    private static ChartDependency ReadDependency(GoStruct? fields) => fields is null
        ? throw new ChartException("validation: dependencies must not contain empty or null nodes")
        : new ChartDependency
        {
            Name = PrintableText.Of(fields.Text("name")),
            Version = PrintableText.Of(fields.Text("version")),
            Repository = PrintableText.Of(fields.Text("repository")),
            Condition = PrintableText.Of(fields.Text("condition")),
            Tags = PrintableText.Of(fields.Texts("tags")),
            Enabled = fields.Flag("enabled"),
            ImportValues = fields.Values("import-values"),
            Alias = fields.Text("alias"),
        };

    private static ChartMaintainer ReadMaintainer(GoStruct? fields) => fields is null
        ? throw new ChartException("validation: maintainers must not contain empty or null nodes")
        : new ChartMaintainer(
            PrintableText.Of(fields.Text("name")),
            PrintableText.Of(fields.Text("email")),
            PrintableText.Of(fields.Text("url")));
}
