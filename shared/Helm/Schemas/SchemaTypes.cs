namespace Gimlet.Helm.Schemas;

/// <summary>Types of JSON schema, in the order in which errors list them.</summary>
[Flags]
internal enum SchemaTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Number = 4,
    Integer = 8,
    String = 16,
    Array = 32,
    Object = 64,
}
