namespace OpenMinutes.Contracts;

/// <summary>
/// A text that is left in the document where it stands, and becomes a string when somebody asks for one: what goes to a page as it is never does. Whoever has it may ask as long as
/// the document's memory is there.
/// </summary>
internal record struct StoredText
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private string? _text;

    /// <summary>A text that stands in no document.</summary>
    public StoredText(string? text) => _text = text;

    /// <param name="utf8">The text as the document has it, with nothing escaped in it.</param>
    public StoredText(ReadOnlyMemory<byte> utf8) => _utf8 = utf8;

    /// <summary>Whether there is none.</summary>
    public readonly bool IsAbsent => _text is null && _utf8.IsEmpty;

    /// <summary>The text as the document has it; empty where it stands in none.</summary>
    public readonly ReadOnlySpan<byte> Utf8 => _utf8.Span;

    /// <summary>The text; null where there is none.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is no UTF-8.</exception>
    public string? Text => _text ??= _utf8.IsEmpty ? null : Utf8Text.Of(_utf8.Span);

    public bool Equals(StoredText other) => Text == other.Text;

    public override int GetHashCode() => Text?.GetHashCode(StringComparison.Ordinal) ?? 0;
}
