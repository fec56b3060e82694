namespace OpenMinutes.Importing;

/// <summary>The media types that are read.</summary>
public static class MediaTypes
{
    /// <summary>Plain text: UTF-8, UTF-16 with its byte order mark, or Big5.</summary>
    public const string Text = "text/plain";

    /// <summary>Markdown.</summary>
    public const string Markdown = "text/markdown";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Text, Markdown];

    internal static IReadOnlyList<SourceLine> LinesOf(ReadOnlyMemory<byte> document, string mediaType) => mediaType switch
    {
        Text or Markdown => Cleaning.Lines(Decoding.Decode(document.Span)),
        _ => throw new RefusedException(RefusalCodes.UnsupportedMediaType, $"{mediaType} is not read; {string.Join(", ", All)} are."),
    };
}
