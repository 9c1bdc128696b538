using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Gimlet.Contracts.Artifacts;

namespace Gimlet.Artifacts.Artifacts;

/// <summary>Where an artifact stands in lists; as text, the page token of what follows it.</summary>
internal sealed record ArtifactPlace(long Created, string Id)
{
    public static ArtifactPlace Of(Artifact artifact) => new(artifact.Created, artifact.Id);

    /// <exception cref="FormatException">It is none that a list gave.</exception>
    public static ArtifactPlace Parse(string pageToken)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(pageToken));
            if (text.Split(' ', 2) is [var created, var id]
                && long.TryParse(created, NumberStyles.None, CultureInfo.InvariantCulture, out var time))
            {
                return new ArtifactPlace(time, id);
            }
        }
        catch (FormatException)
        {
        }

        throw new FormatException("cursor (page_token) is none that this list gave");
    }

    public override string ToString() => Base64Url.EncodeToString(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Created} {Id}")));
}
