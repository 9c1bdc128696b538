namespace Gimlet.Kustomize.Types;

/// <summary>What is known of a field of a built-in type.</summary>
/// <param name="Type">Type of its value, or of the elements of its list; null where no more is known.</param>
/// <param name="Keys">
/// The fields by which the elements of its list are told apart: empty for a list of plain values, null for a field that
/// is no merged list.
/// </param>
internal sealed record MergedField(string? Type, IReadOnlyList<string>? Keys)
{
    public bool IsMergedList => Keys is not null;
}
