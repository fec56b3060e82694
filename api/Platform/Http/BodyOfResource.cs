using System.Text;
using System.Text.Json;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>A body that was sent to the address of its resource: the id may be left to the address.</summary>
internal static class BodyOfResource
{
    /// <summary>The body with the id in it, as it was sent or put in; what is no object stays as it is.</summary>
    public static ReadOnlyMemory<byte> WithId(string id, ReadOnlyMemory<byte> utf8) => GivesId(utf8.Span) ? utf8 : Put(id, utf8.Span);

    /// <summary>Whether the body is an object with an id, or is nothing that an id could be put into.</summary>
    private static bool GivesId(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MinutesJson.Options.MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return true;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("id"))
                {
                    return true;
                }

                reader.Skip();
            }

            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static byte[] Put(string id, ReadOnlySpan<byte> utf8)
    {
        var body = utf8[(utf8.IndexOf((byte)'{') + 1)..];
        var separator = body.TrimStart(" \t\r\n"u8)[0] == '}' ? "" : ",";
        return [.. Encoding.ASCII.GetBytes($"{{\"id\":\"{id}\"{separator}"), .. body];
    }
}
