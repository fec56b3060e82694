using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpenMinutes.Rendering.Engine;

namespace OpenMinutes.Rendering.Text;

/// <summary>Reads a file of texts: objects in objects, of which the innermost members are the texts. <c>home.title</c> is the member <c>title</c> of <c>home</c>.</summary>
internal static partial class MessageReader
{
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="TemplateException">It holds something else than texts, or one of them twice.</exception>
    public static Dictionary<string, Message> Read(string file, ReadOnlySpan<byte> utf8)
    {
        var texts = new Dictionary<string, Message>(StringComparer.Ordinal);
        var groups = new Stack<string>();
        var name = "";
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        while (reader.Read())
        {
            var place = PlaceOf(file, utf8[..(int)reader.TokenStartIndex]);
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString()!;
                    break;
                case JsonTokenType.StartObject:
                    groups.Push(name);
                    break;
                case JsonTokenType.EndObject:
                    groups.Pop();
                    break;
                case JsonTokenType.String when groups.Count > 0:
                    var key = string.Join('.', groups.Reverse().Skip(1).Append(name));
                    var text = reader.GetString()!;
                    if (!texts.TryAdd(key, new Message(text, place, Pieces(text))))
                    {
                        throw new TemplateException($"{place}: The text '{key}' is there twice.");
                    }

                    break;
                default:
                    throw new TemplateException($"{place}: A file of texts holds objects and texts.");
            }
        }

        return texts;
    }

    private static string PlaceOf(string file, ReadOnlySpan<byte> before) =>
        $"{file}({before.Count((byte)'\n') + 1},{Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1})";

    private static List<MessagePiece> Pieces(string text)
    {
        var pieces = new List<MessagePiece>();
        var start = 0;
        foreach (Match hole in Hole().Matches(text))
        {
            Add(text[start..hole.Index], isHole: false);
            Add(hole.Groups[1].Value, isHole: true);
            start = hole.Index + hole.Length;
        }

        Add(text[start..], isHole: false);
        return pieces;

        void Add(string piece, bool isHole)
        {
            if (piece.Length > 0)
            {
                pieces.Add(new MessagePiece(piece, isHole));
            }
        }
    }

    [GeneratedRegex(@"\{([a-z_]+)\}")]
    private static partial Regex Hole();
}
