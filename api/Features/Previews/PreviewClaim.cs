using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Previews;

/// <summary>What a preview's link says, under the service's signature: whoever has the link may see this page until then, and nothing else.</summary>
internal sealed record PreviewClaim
{
    public required string Record { get; init; }

    public required int Edition { get; init; }

    /// <summary>The publication time that the page shows.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>SHA-256 of the public edition that was to be seen when the link was made: another one makes the link void.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset Expires { get; init; }

    public string Sign(byte[] key)
    {
        var claim = JsonSerializer.SerializeToUtf8Bytes(this, MinutesJson.Options);
        return $"{Base64Url.EncodeToString(claim)}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, claim))}";
    }

    /// <summary>What a link says, if this service signed it.</summary>
    public static PreviewClaim? Read(string token, byte[] key)
    {
        if (token.Split('.') is not [var said, var signed] || !Base64Url.IsValid(said) || !Base64Url.IsValid(signed))
        {
            return null;
        }

        var claim = Base64Url.DecodeFromChars(said);
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, claim), Base64Url.DecodeFromChars(signed))
            ? JsonSerializer.Deserialize<PreviewClaim>(claim, MinutesJson.Options)
            : null;
    }
}
