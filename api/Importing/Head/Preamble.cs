using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>The unlabelled lines above the first label: body, title, version.</summary>
internal sealed partial class Preamble(Head head)
{
    /// <summary>More unlabelled lines than this before the first label are no head.</summary>
    private const int Longest = 12;

    private readonly List<Passage> _lines = [];

    /// <summary>Takes a line; false if it can be none of a head.</summary>
    public bool Take(Paragraph paragraph)
    {
        if (_lines.Count == Longest || Glyphs.EndsSentence(paragraph.Text) || paragraph.Text.Length > 120)
        {
            return false;
        }

        _lines.Add(paragraph.Passage);
        return true;
    }

    /// <summary>The first label, or the body, begins: what was taken is told apart.</summary>
    public void End()
    {
        if (_lines.Count == 0)
        {
            return;
        }

        var best = _lines.MaxBy(line => TitleReader.Score(line.Text));
        var title = TitleReader.Score(best.Text) > 0 ? _lines.IndexOf(best) : -1;
        if (title >= 0)
        {
            head.Title ??= best;
        }

        for (var at = 0; at < _lines.Count; at++)
        {
            head.Add(KeyOf(_lines[at].Text, at, title), null, _lines[at]);
        }

        _lines.Clear();
    }

    private static HeaderKey KeyOf(string text, int at, int title) =>
        at == title ? HeaderKey.Title
        : Version().IsMatch(Glyphs.Squeeze(text)) ? HeaderKey.Version
        : at < title && text.Length <= 40 && !text.Any(char.IsAsciiDigit) && TitleReader.Score(text) == 0 ? HeaderKey.Body
        : HeaderKey.Other;

    [GeneratedRegex(@"^[(（]?(公告版|公開版|節錄版|摘要版|節本|定稿|定稿版|草案|初稿|稿|修正版|更正版|確認版|對外公開版|網路公告版)[)）]?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
