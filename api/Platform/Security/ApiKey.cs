using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>
/// A key: <c>omk_</c>, a prefix by which it is recognised, and 256 random bits. What is stored is its SHA-256: so many random bits need no slow hash.
/// </summary>
internal sealed partial class ApiKey
{
    private ApiKey(string text, string prefix) => (Text, Prefix) = (text, prefix);

    /// <summary>The secret itself, to be shown once.</summary>
    public string Text { get; }

    public string Prefix { get; }

    public byte[] Hash => field ??= SHA256.HashData(Encoding.ASCII.GetBytes(Text));

    public static ApiKey Generate()
    {
        var prefix = RandomNumberGenerator.GetHexString(12, lowercase: true);
        return new ApiKey($"omk_{prefix}_{RandomNumberGenerator.GetHexString(64, lowercase: true)}", prefix);
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKey? key)
    {
        key = Shape().Match(text) is { Success: true } match ? new ApiKey(text, match.Groups["prefix"].Value) : null;
        return key is not null;
    }

    /// <summary>The key in an <c>Authorization</c> header, if there is one.</summary>
    public static bool TryRead(StringValues authorization, [NotNullWhen(true)] out ApiKey? key)
    {
        key = null;
        return Bearer(authorization) is { } text && TryParse(text, out key);
    }

    /// <summary>What an <c>Authorization</c> header says that the caller bears; null if it says nothing of the kind.</summary>
    public static string? Bearer(StringValues authorization) =>
        authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;

    /// <summary>Nothing that prints a key prints its secret.</summary>
    public override string ToString() => $"omk_{Prefix}_…";

    [GeneratedRegex(@"\Aomk_(?<prefix>[0-9a-f]{12})_[0-9a-f]{64}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
