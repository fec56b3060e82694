using System.Collections.Frozen;

namespace OpenMinutes.Contracts;

/// <summary>
/// The JSON Schemas (2020-12) of what goes in and out, as committed in <c>docs/schemas</c>. They describe the normalised document:
/// the reader also takes null and empty for absent where a member is optional.
/// </summary>
public static class JsonSchemas
{
    /// <summary>The schema of a <see cref="MeetingRecord"/>.</summary>
    public const string Record = "record.schema.json";

    /// <summary>The schema of a <see cref="Contracts.PublicEdition"/>.</summary>
    public const string PublicEdition = "public-edition.schema.json";

    /// <summary>The schema of a <see cref="Contracts.Series"/>.</summary>
    public const string Series = "series.schema.json";

    /// <summary>The schema of a <see cref="RegisteredUnit"/>.</summary>
    public const string Unit = "unit.schema.json";

    /// <summary>The schema of a <see cref="Contracts.Directive"/>.</summary>
    public const string Directive = "directive.schema.json";

    /// <summary>The schema of a <see cref="DirectiveReview"/>.</summary>
    public const string Review = "directive-review.schema.json";

    /// <summary>The schema of a <see cref="DirectiveProgress"/>.</summary>
    public const string Progress = "directive-progress.schema.json";

    /// <summary>The schema of a <see cref="DirectiveAggregate"/>.</summary>
    public const string Aggregate = "directive-aggregate.schema.json";

    /// <summary>The schema of a <see cref="Contracts.PublicDirective"/>.</summary>
    public const string PublicDirective = "public-directive.schema.json";

    /// <summary>The schema of a <see cref="Contracts.PublicRegister"/>.</summary>
    public const string PublicRegister = "public-register.schema.json";

    /// <summary>Each schema in UTF-8 by its file name, which is its <c>$id</c> too.</summary>
    public static FrozenDictionary<string, ReadOnlyMemory<byte>> Files { get; } =
        new[] { Record, PublicEdition, Series, Unit, Directive, Review, Progress, Aggregate, PublicDirective, PublicRegister }.ToFrozenDictionary(static name => name, Load, StringComparer.Ordinal);

    private static ReadOnlyMemory<byte> Load(string name)
    {
        using var resource = typeof(JsonSchemas).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
