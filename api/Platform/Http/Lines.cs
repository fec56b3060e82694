using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>A line of the body.</summary>
/// <param name="Number">Counted from 1, blank lines included.</param>
/// <param name="Utf8">What it says; null if it is longer than a body may be.</param>
internal sealed record Line(int Number, byte[]? Utf8)
{
    private readonly Lazy<(string? Id, int? Revision)> _address = new(() => AddressIn(Utf8));

    /// <summary>What the line says beside its content: which resource it is about, and the revision of it that was seen. Whether the line is right is for the reader to tell.</summary>
    public (string? Id, int? Revision) Address() => _address.Value;

    private static (string? Id, int? Revision) AddressIn(byte[]? utf8)
    {
        string? id = null;
        int? revision = null;
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MinutesJson.Options.MaxDepth });
            for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.PropertyName; reader.Skip())
            {
                var (isId, isRevision) = (reader.ValueTextEquals("id"u8), reader.ValueTextEquals("revision"u8));
                reader.Read();
                id = isId && reader.TokenType == JsonTokenType.String ? reader.GetString() : id;
                revision = isRevision && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : revision;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or no text where a text belongs.
        }

        return (id, revision);
    }
}

/// <summary>Cuts a body into lines as it arrives.</summary>
internal static class Lines
{
    public static async IAsyncEnumerable<Line> ReadAsync(PipeReader body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        var isOverlong = false;
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            try
            {
                while (Next(ref buffer, read.IsCompleted) is { } line)
                {
                    number++;
                    if (isOverlong || !IsBlank(line))
                    {
                        yield return new Line(number, isOverlong ? null : line.ToArray());
                    }

                    isOverlong = false;
                }
            }
            finally
            {
                // Also for whoever takes no more lines: a read that is left open makes the server close the connection without a word, and the caller's next request is lost.
                // What is too long for a body is passed over to its end, without being kept.
                isOverlong |= buffer.Length > Body.LargestBytes;
                body.AdvanceTo(isOverlong ? buffer.End : buffer.Start, buffer.End);
            }

            if (read.IsCompleted)
            {
                yield break;
            }
        }
    }

    private static ReadOnlySequence<byte>? Next(ref ReadOnlySequence<byte> buffer, bool isLast)
    {
        ReadOnlySequence<byte> line;
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return line;
        }

        if (!isLast || buffer.IsEmpty)
        {
            return null;
        }

        line = buffer;
        buffer = buffer.Slice(buffer.End);
        return line;
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }
}
