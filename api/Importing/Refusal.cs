namespace OpenMinutes.Importing;

/// <summary>Why a document is not imported, and where that shows.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>.</param>
/// <param name="Detail">What is wrong and what helps, in English.</param>
/// <param name="Line">The line of the document, from 1, where one line shows it.</param>
public sealed record Refusal(string Code, string Detail, int? Line = null);

/// <summary>The codes of refusals; the list is closed.</summary>
public static class RefusalCodes
{
    /// <summary>The document, or what it unpacks to, is too large.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The media type is none that is read.</summary>
    public const string UnsupportedMediaType = "unsupported-media-type";

    /// <summary>The bytes are not what the media type says.</summary>
    public const string Malformed = "malformed";

    /// <summary>The document is encrypted.</summary>
    public const string Encrypted = "encrypted";

    /// <summary>The document carries macros or embedded programs.</summary>
    public const string ActiveContent = "active-content";

    /// <summary>The document has no text, or its text layer is damaged: it must be recognised (OCR) first.</summary>
    public const string TextUnreadable = "text-unreadable";

    /// <summary>The document is not the minutes of a meeting.</summary>
    public const string NotMinutes = "not-minutes";

    /// <summary>The document holds the minutes of more than one meeting.</summary>
    public const string TwoMeetings = "two-meetings";

    /// <summary>Neither the minutes nor the file's name say when the meeting was.</summary>
    public const string DateMissing = "date-missing";
}

/// <summary>Ends the reading of a document from wherever it turns out not to be what it should.</summary>
/// <param name="refusal">Why.</param>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Detail)
{
    /// <summary>The same, said in one go.</summary>
    /// <param name="code">One of <see cref="RefusalCodes"/>, or of the program's own.</param>
    /// <param name="detail">What is wrong.</param>
    /// <param name="line">The line that shows it.</param>
    public RefusedException(string code, string detail, int? line = null)
        : this(new Refusal(code, detail, line))
    {
    }

    /// <summary>Why.</summary>
    public Refusal Refusal { get; } = refusal;
}
