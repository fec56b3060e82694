using System.Text.Encodings.Web;

namespace OpenMinutes.Rendering.Text;

/// <summary>Texts as JSON, and YAML, write them. Chinese stays as it is.</summary>
internal static class Quoted
{
    public static string Text(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    public static string List(IEnumerable<string> texts) => $"[{string.Join(',', texts.Select(Text))}]";
}
