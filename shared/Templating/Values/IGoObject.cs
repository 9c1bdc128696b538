namespace Gimlet.Templating.Values;

/// <summary>
/// A Go value with a type of its own: a struct with fields, or a value that has methods. A list or a map is one by
/// implementing this beside <see cref="IReadOnlyList{T}"/> or <see cref="IReadOnlyDictionary{TKey, TValue}"/>; any
/// other implementation is a struct, which fmt prints as <see cref="object.ToString"/> gives it.
/// </summary>
public interface IGoObject
{
    /// <summary>The name of the type as Go's <c>%T</c> prints it.</summary>
    string TypeName { get; }

    /// <summary>
    /// What an action prints where Go finds a <c>String</c> method on the value's address; null where there is none.
    /// </summary>
    string? ActionText => null;

    /// <summary>Finds a field, or a method, which is a <see cref="TemplateFunction"/>.</summary>
    bool TryGetMember(string name, out object? member);
}
