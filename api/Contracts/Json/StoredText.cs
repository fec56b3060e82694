using System.Text.Json;

namespace OpenMinutes.Contracts;

/// <summary>
/// A text that is left in the document where it stands, and becomes a string when somebody asks for one: what goes to a page as it is never does. Whoever has it may ask as long as
/// the document's memory is there. Two are equal that say the same, wherever they stand.
/// </summary>
internal sealed class StoredText : IEquatable<StoredText>
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private string? _text;

    /// <summary>A text that stands in no document.</summary>
    public StoredText(string text) => _text = text;

    /// <param name="utf8">The text as the document has it, with nothing escaped in it.</param>
    /// <param name="isUnmarked">Whether none of the characters of <see cref="Markup"/> is in it.</param>
    public StoredText(ReadOnlyMemory<byte> utf8, bool isUnmarked) => (_utf8, IsUnmarked) = (utf8, isUnmarked);

    /// <summary>
    /// What has another meaning in markup, or may be some: what HTML escapes and knows no place for, and what addresses and bold are known by. Control characters, which no document holds as they
    /// are, are not among it.
    /// </summary>
    public static ReadOnlySpan<byte> Markup => "&<>\"'*:\u007f"u8;

    /// <summary>Whether it stands in a document, and is known to hold no character of <see cref="Markup"/>.</summary>
    public bool IsUnmarked { get; }

    /// <summary>The text as the document has it; empty where it stands in none.</summary>
    public ReadOnlySpan<byte> Utf8 => _utf8.Span;

    /// <summary>The text.</summary>
    /// <exception cref="JsonException">It is no UTF-8.</exception>
    public string Text => _text ??= Utf8Text.Of(_utf8.Span);

    /// <summary>A text as if it were stored; null where there is none.</summary>
    public static StoredText? Of(string? text) => text is null ? null : new StoredText(text);

    public bool Equals(StoredText? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as StoredText);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
