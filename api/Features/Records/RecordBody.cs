using System.Text;
using System.Text.Json;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

internal static class RecordBody
{
    /// <summary>The record in a body that was sent to the record's own address: its id may be left out, and must not be another.</summary>
    public static MeetingRecord ReadAt(string id, ReadOnlyMemory<byte> utf8)
    {
        var record = MeetingRecordReader.Read(GivesId(utf8.Span) ? utf8 : WithId(id, utf8.Span)).Accepted();
        return record.Id == id
            ? record
            : throw ProblemException.Invalid(new Fault("/id", RequestFaults.IdMismatch, "is not the id in the address"));
    }

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

    private static byte[] WithId(string id, ReadOnlySpan<byte> utf8)
    {
        var body = utf8[(utf8.IndexOf((byte)'{') + 1)..];
        var separator = body.TrimStart(" \t\r\n"u8)[0] == '}' ? "" : ",";
        return [.. Encoding.ASCII.GetBytes($"{{\"id\":\"{id}\"{separator}"), .. body];
    }
}
