namespace Gimlet.Kustomize.Tests;

/// <summary>Compares outputs of many documents and shows the first that differs with what it was made of.</summary>
internal static class Comparison
{
    public static void AreEqual(
        string expected, string actual, IReadOnlyList<string> documents, IReadOnlyList<string> patches)
    {
        var (wanted, found) = (Split(expected), Split(actual));
        Assert.Equal(wanted.Length, found.Length);
        Assert.Equal(documents.Count, found.Length);
        for (var index = 0; index < wanted.Length; index++)
        {
            Assert.True(
                wanted[index] == found[index],
                $"document:\n{documents[index]}\npatch:\n{patches[index]}\n"
                + $"kubectl:\n{wanted[index]}\nours:\n{found[index]}");
        }

        Assert.Equal(expected, actual);
    }

    private static string[] Split(string text) => text.Split("\n---\n");
}
