using System.Buffers;
using System.Text;

namespace OpenMinutes.Importing;

/// <summary>
/// Unicode Normalization Form C: without it a CJK compatibility ideograph (U+F96B 參) would not be the 參 that the grammar knows.
/// </summary>
internal static class Normalization
{
    // string.Normalize refuses half a surrogate pair and U+FFFE.
    private static readonly SearchValues<char> Suspects = SearchValues.Create([.. Enumerable.Range('\ud800', 0x800).Select(static c => (char)c), '\ufffe']);

    /// <summary>The text in Form C; what is no character becomes U+FFFD.</summary>
    public static string Compose(string text) => (text.AsSpan().ContainsAny(Suspects) ? WellFormed(text) : text).Normalize(NormalizationForm.FormC);

    private static string WellFormed(string text)
    {
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            sound.Append(rune.Value == '\ufffe' ? "\ufffd" : rune.ToString());
        }

        return sound.ToString();
    }
}
