using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace OpenMinutes.Search;

/// <summary>A shard: some tokens in their order, each with the passages that have it.</summary>
internal static class ShardFile
{
    /// <summary>A shard has so many bytes at least, before it is deflated to some two thirds, unless it is the last.</summary>
    private const int Smallest = 16 * 1024;

    /// <summary>A number has so many bytes at most.</summary>
    private const int MostBytes = 5;

    /// <summary>How many bytes follow on an average until it ends.</summary>
    private const int Spread = 1024;

    /// <summary>
    /// Cuts tokens into shards. Behind which token one may end follows from the token, so that where a few tokens come, go or change, the shards behind them soon begin
    /// where they began before, and stay the same files.
    /// </summary>
    /// <returns>With which token each begins, and its bytes.</returns>
    public static IEnumerable<(string First, byte[] Content)> Cut(IEnumerable<TokenPassages> tokens)
    {
        var shard = new ArrayBufferWriter<byte>(2 * Smallest);
        var (first, before) = ("", "");
        foreach (var (token, passages) in tokens)
        {
            var start = shard.WrittenCount;
            if (start == 0)
                (first, before) = (token, "");
            Write(shard, before, token, passages.Span);
            before = token;
            if (shard.WrittenCount < Smallest || !MayEnd(token, shard.WrittenCount - start))
                continue;
            yield return (first, shard.WrittenSpan.ToArray());
            shard.ResetWrittenCount();
        }

        if (shard.WrittenCount > 0)
            yield return (first, shard.WrittenSpan.ToArray());
    }

    /// <param name="shard">The bytes of a shard.</param>
    public static IEnumerable<TokenPassages> Read(byte[] shard)
    {
        var (at, token) = (0, "");
        var passages = new int[256];
        while (at < shard.Length)
        {
            var shared = ReadNumber(shard, ref at);
            var length = ReadNumber(shard, ref at);
            token = string.Concat(token.AsSpan(0, shared), Encoding.UTF8.GetString(shard, at, length));
            at += length;
            var count = ReadNumber(shard, ref at);
            if (passages.Length < count)
                passages = new int[2 * count];
            for (var (i, last) = (0, -1); i < count; i++)
                passages[i] = last += ReadNumber(shard, ref at) + 1;
            yield return new TokenPassages(token, passages.AsMemory(0, count));
        }
    }

    private static void Write(ArrayBufferWriter<byte> shard, string before, string token, ReadOnlySpan<int> passages)
    {
        var shared = CommonPrefix(before, token);
        WriteNumber(shard, shared);
        WriteNumber(shard, Encoding.UTF8.GetByteCount(token.AsSpan(shared)));
        Encoding.UTF8.GetBytes(token.AsSpan(shared), shard);
        WriteNumber(shard, passages.Length);
        WriteDistances(shard, passages);
    }

    // Runs for every character there is: it is not worth waiting until the runtime notices.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteDistances(ArrayBufferWriter<byte> shard, ReadOnlySpan<int> passages)
    {
        var bytes = shard.GetSpan(MostBytes * passages.Length);
        var (length, last) = (0, -1);
        foreach (var passage in passages)
        {
            var distance = passage - last - 1;
            if (distance < 0x80)
                bytes[length++] = (byte)distance;
            else
                length += Put(bytes[length..], distance);
            last = passage;
        }

        shard.Advance(length);
    }

    /// <summary>By a hash of the token (FNV-1a), more likely where it takes many bytes: so shards are of about the same size, whatever they hold.</summary>
    private static bool MayEnd(string token, int bytes)
    {
        var hash = 2166136261;
        foreach (var unit in token)
            hash = (hash ^ unit) * 16777619;
        // The last unit has come into the low bits alone.
        hash = (hash ^ (hash >> 15)) * 0x2c1b3c6d;
        return (ulong)hash * Spread < (ulong)bytes << 32;
    }

    /// <summary>In UTF-16 units, never ending within a character.</summary>
    private static int CommonPrefix(string before, string text)
    {
        var length = before.AsSpan().CommonPrefixLength(text);
        return length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
    }

    private static void WriteNumber(ArrayBufferWriter<byte> output, int number) => output.Advance(Put(output.GetSpan(MostBytes), number));

    /// <summary>Seven bits a byte, the lowest first; all bytes but the last have the eighth.</summary>
    /// <returns>How many bytes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Put(Span<byte> bytes, int number)
    {
        var length = 0;
        var rest = (uint)number;
        for (; rest >= 0x80; rest >>= 7)
            bytes[length++] = (byte)(rest | 0x80);
        bytes[length++] = (byte)rest;
        return length;
    }

    private static int ReadNumber(byte[] shard, ref int at)
    {
        var number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = shard[at++];
            number |= (part & 0x7f) << shift;
            if (part < 0x80)
                return number;
        }
    }
}
