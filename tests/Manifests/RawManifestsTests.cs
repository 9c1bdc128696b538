namespace Gimlet.Manifests.Tests;

public sealed class RawManifestsTests
{
    [Fact]
    public void Parse_Documents_AreReadInOrder()
    {
        var documents = RawManifests.Parse(
            """
            # a comment, then an empty document
            ---
            ---
            apiVersion: v1
            kind: ConfigMap
            data: {port: "8080", Port: 1.10}
            ---
            # another empty one
            ---
            apiVersion: v1
            kind: List
            items: []
            ...
            """);

        Assert.Equal([(1, 4L, "v1", "ConfigMap"), (2, 10L, "v1", "List")], documents.Select(
            document => (document.Number, document.Line, document.ApiVersion, document.Kind)));
        Assert.Equal("""{"port":"8080","Port":1.10}""", documents[0].Content["data"]!.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n---\n---\n")]
    public void Parse_NothingInIt_IsNoDocument(string yaml)
    {
        Assert.Empty(RawManifests.Parse(yaml));
    }

    [Theory]
    [InlineData("kind: A\n", "document 1 (line 1): apiVersion is missing or empty")]
    [InlineData("apiVersion: v1\nkind: A\n---\napiVersion: v1\n", "document 2 (line 4): kind is missing or empty")]
    [InlineData("apiVersion: v1\nkind: \"\"\n", "document 1 (line 2): kind is missing or empty")]
    [InlineData("apiVersion: 1\nkind: A\n", "document 1 (line 1): apiVersion must be text, not the number \"1\"")]
    [InlineData("apiVersion: v1\nkind: [A]\n", "document 1 (line 2): kind must be text, not a list")]
    [InlineData("- apiVersion: v1\n", "document 1 (line 1) must be a Kubernetes object, not a list")]
    [InlineData("apiVersion: v1\nkind: A\n---\ntext\n", "document 2 (line 4) must be a Kubernetes object, not text")]
    [InlineData("apiVersion: v1\nkind: A\na: 1\na: 2\n", "a: is set twice (line 4, column 1)")]
    [InlineData(
        "apiVersion: v1\nkind: A\na: !b\n",
        "a: must not be the YAML tag \"!b\"; put it in quotes (line 3, column 4)")]
    [InlineData(
        "apiVersion: v1\nkind: A\na: b: c\n",
        "the YAML cannot be read: While scanning a plain scalar value, found invalid mapping. (line 3, column 5)")]
    public void Parse_WhatIsNoKubernetesObject_NamesDocumentAndLine(string yaml, string expected)
    {
        var error = Assert.Throws<ManifestException>(() => RawManifests.Parse(yaml));

        Assert.Equal(expected, error.Message);
    }
}
