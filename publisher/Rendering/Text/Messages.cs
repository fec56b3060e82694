using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using OpenMinutes.Rendering.Engine;

namespace OpenMinutes.Rendering.Text;

/// <summary>
/// The site's own texts in one language, <c>messages/en.json</c>: groups of texts, in which <c>{name}</c> is a hole that whoever asks for the text fills.
/// A text that only templates ask for may hold markup, as a template may.
/// </summary>
internal sealed class Messages
{
    /// <summary>The product's own language, which says which texts there are.</summary>
    public const string Complete = "zh-Hant-TW";

    private readonly FrozenDictionary<string, Message> _texts;

    /// <summary>How many days are known by heart of each pattern: those of eleven years.</summary>
    private const int DaysKnown = 1 << 12;

    // The same days stand in many lists: each is written once, until another comes that has its place.
    private readonly ConcurrentDictionary<string, WrittenDay?[]> _days = new(StringComparer.Ordinal);

    private Messages(string language, Dictionary<string, Message> texts, string version)
    {
        Language = language;
        Version = version;
        _texts = texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The language by its tag (BCP 47), which is the file's name.</summary>
    public string Language { get; }

    /// <summary>A hash of the file.</summary>
    public string Version { get; }

    public string File => FileOf(Language);

    /// <summary>Reads a file of texts.</summary>
    /// <exception cref="TemplateException">It is malformed.</exception>
    public static Messages Parse(string language, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return new Messages(language, MessageReader.Read(FileOf(language), utf8), Convert.ToHexStringLower(SHA256.HashData(utf8)));
        }
        catch (JsonException fault)
        {
            throw new TemplateException($"{FileOf(language)}({fault.LineNumber + 1},{fault.BytePositionInLine + 1}): This is no JSON.");
        }
    }

    public Message? Find(string key) => _texts.GetValueOrDefault(key);

    /// <summary>A text without holes.</summary>
    public string this[string key] => Of(key).Text;

    /// <summary>A text with its holes filled.</summary>
    public string With(string key, params ReadOnlySpan<(string Hole, string Value)> values)
    {
        var pieces = Of(key).Pieces;
        var filled = new string[pieces.Count];
        for (var i = 0; i < filled.Length; i++)
        {
            filled[i] = pieces[i].IsHole ? ValueOf(pieces[i].Text, values) : pieces[i].Text;
        }

        return string.Concat(filled);
    }

    /// <summary>A day as one of the texts has it written.</summary>
    public DateText Day(string pattern, DateOnly day, Func<Messages, string, DateOnly, DateText> write)
    {
        var places = _days.GetOrAdd(pattern, static _ => new WrittenDay?[DaysKnown]);
        ref var place = ref places[day.DayNumber & (DaysKnown - 1)];
        if (place is not { } known || known.Day != day)
        {
            place = known = new WrittenDay(day, write(this, pattern, day));
        }

        return known.Text;
    }

    /// <summary>Makes sure that nothing is missing that another language says, nor a hole asked for that it does not have.</summary>
    /// <exception cref="TemplateException">A text is missing, or has a hole that nothing fills.</exception>
    public void CheckAgainst(Messages complete)
    {
        foreach (var (key, message) in complete._texts.OrderBy(static text => text.Key, StringComparer.Ordinal))
        {
            if (Find(key) is not { } own)
            {
                throw new TemplateException($"{File}(1,1): The text '{key}' is missing, which {message.Place} has.");
            }

            if (own.Holes.Except(key.StartsWith("date.", StringComparison.Ordinal) ? Dates.Holes : message.Holes).FirstOrDefault() is { } hole)
            {
                throw new TemplateException($"{own.Place}: The text '{key}' has a hole {{{hole}}}, which nothing fills.");
            }
        }
    }

    private static string FileOf(string language) => $"messages/{language}.json";

    private static string ValueOf(string hole, ReadOnlySpan<(string Hole, string Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (name == hole)
            {
                return value;
            }
        }

        throw new ArgumentException($"Nothing fills the hole {{{hole}}}.", nameof(values));
    }

    private Message Of(string key) => Find(key) ?? throw new TemplateException($"{File}(1,1): The text '{key}' is missing.");

    private sealed record WrittenDay(DateOnly Day, DateText Text);
}

/// <summary>A text of the site.</summary>
/// <param name="Text">As written.</param>
/// <param name="Place">Its file, line and column.</param>
/// <param name="Pieces">Its text and its holes, in order.</param>
internal sealed record Message(string Text, string Place, IReadOnlyList<MessagePiece> Pieces)
{
    public IEnumerable<string> Holes => Pieces.Where(static piece => piece.IsHole).Select(static piece => piece.Text);
}

/// <param name="Text">The text, or the name of the hole.</param>
/// <param name="IsHole">Whether it is a hole.</param>
internal sealed record MessagePiece(string Text, bool IsHole);
