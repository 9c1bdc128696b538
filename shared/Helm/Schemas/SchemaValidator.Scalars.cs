using System.Text;

namespace Gimlet.Helm.Schemas;

internal sealed partial class SchemaValidator
{
    private static string Counts(string keyword, int got, int want) =>
        $"{keyword}: got {SchemaText.Display(got)}, want {SchemaText.Display(want)}";

    private void ValidateArray(
        SchemaNode node,
        IReadOnlyList<object?> list,
        string location,
        EvaluatedParts parts,
        ref List<SchemaError>? errors)
    {
        if (list.Count < node.MinItems)
        {
            Add(ref errors, Error(location, Counts("minItems", list.Count, node.MinItems.Value)));
        }

        if (list.Count > node.MaxItems)
        {
            Add(ref errors, Error(location, Counts("maxItems", list.Count, node.MaxItems.Value)));
        }

        if (node.UniqueItems)
        {
            Add(ref errors, FindDuplicate(list, location));
        }

        ValidateItems(node, list, location, parts, ref errors);
        if (node.Contains is not null)
        {
            ValidateContains(node, list, location, parts, ref errors);
        }
    }

    private SchemaError? FindDuplicate(IReadOnlyList<object?> list, string location)
    {
        for (var i = 0; i < list.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var j = i + 1; j < list.Count; j++)
            {
                if (SchemaEquality.AreEqual(list[i], list[j]))
                {
                    return Error(location, $"items at {i} and {j} are equal");
                }
            }
        }

        return null;
    }

    private void ValidateItems(
        SchemaNode node,
        IReadOnlyList<object?> list,
        string location,
        EvaluatedParts parts,
        ref List<SchemaError>? errors)
    {
        var prefix = Math.Min(node.PrefixItems.Count, list.Count);
        if (node is { ItemsAreAdditional: true, Items.Always: false } && prefix < list.Count)
        {
            Add(ref errors, Error(location, $"last {list.Count - prefix} additionalItem(s) not allowed"));
            return;
        }

        for (var i = 0; i < list.Count; i++)
        {
            if ((i < prefix ? node.PrefixItems[i] : node.Items) is { } schema)
            {
                parts.Items.Add(i);
                Add(ref errors, Validate(schema, list[i], $"{location}/{i}", new EvaluatedParts()));
            }
        }
    }

    private void ValidateContains(
        SchemaNode node,
        IReadOnlyList<object?> list,
        string location,
        EvaluatedParts parts,
        ref List<SchemaError>? errors)
    {
        var failures = new List<SchemaError>();
        var matches = new List<int>();
        for (var i = 0; i < list.Count; i++)
        {
            if (Validate(node.Contains!, list[i], $"{location}/{i}", new EvaluatedParts()) is { } failure)
            {
                failures.Add(failure);
            }
            else
            {
                matches.Add(i);
                parts.Items.Add(i);
            }
        }

        var at = string.Join(' ', matches);
        if (node.MinContains is not { } least)
        {
            if (matches.Count == 0)
            {
                Add(ref errors, Error(location, "no items match contains schema", failures));
            }
        }
        else if (matches.Count < least)
        {
            var found = matches.Count == 0 ? "but none matched" : $"but matched {matches.Count} items at {at}";
            Add(ref errors, Error(location, $"min {least} items required to match contains schema, {found}", failures));
        }

        if (matches.Count > node.MaxContains)
        {
            var message = $"max {node.MaxContains} items required to match contains schema, "
                + $"but matched {matches.Count} items at {at}";
            Add(ref errors, Error(location, message));
        }
    }

    private static void ValidateText(SchemaNode node, string text, string location, ref List<SchemaError>? errors)
    {
        if (node.MinLength is not null || node.MaxLength is not null)
        {
            var length = text.EnumerateRunes().Count();
            if (length < node.MinLength)
            {
                Add(ref errors, Error(location, Counts("minLength", length, node.MinLength.Value)));
            }

            if (length > node.MaxLength)
            {
                Add(ref errors, Error(location, Counts("maxLength", length, node.MaxLength.Value)));
            }
        }

        if (node.Pattern?.IsMatch(text) == false)
        {
            var pattern = SchemaText.Quote(node.PatternText!);
            Add(ref errors, Error(location, $"{SchemaText.Quote(text)} does not match pattern {pattern}"));
        }
    }

    private static void ValidateNumber(SchemaNode node, double number, string location, ref List<SchemaError>? errors)
    {
        Check(number < node.Minimum, "minimum", node.Minimum, ref errors);
        Check(number > node.Maximum, "maximum", node.Maximum, ref errors);
        Check(number <= node.ExclusiveMinimum, "exclusiveMinimum", node.ExclusiveMinimum, ref errors);
        Check(number >= node.ExclusiveMaximum, "exclusiveMaximum", node.ExclusiveMaximum, ref errors);
        var isMultiple = node.MultipleOf is not { } factor || SchemaNumber.IsMultiple(number, factor);
        Check(!isMultiple, "multipleOf", node.MultipleOf, ref errors);

        void Check(bool isWrong, string keyword, double? want, ref List<SchemaError>? errors)
        {
            if (isWrong)
            {
                var got = SchemaText.Display(number);
                Add(ref errors, Error(location, $"{keyword}: got {got}, want {SchemaText.Display(want ?? 0)}"));
            }
        }
    }
}
