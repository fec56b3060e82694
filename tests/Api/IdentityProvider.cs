using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpenMinutes.Tests.Api;

/// <summary>An OpenID Connect provider, as far as the service asks it: discovery and public keys. And what it, or somebody who pretends to be it, would sign.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly WebApplication _web;

    private IdentityProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _web = builder.Build();
        _web.Urls.Add("http://127.0.0.1:0");
        _web.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Issuer, jwks_uri = $"{Issuer}/keys" }));
        _web.MapGet("/keys", () => Results.Json(new { keys = new[] { PublicKey() } }));
    }

    public string Issuer => _web.Urls.Single();

    public static async Task<IdentityProvider> StartAsync()
    {
        var provider = new IdentityProvider();
        await provider._web.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _key.Dispose();
    }

    /// <summary>A token as the provider makes them, for somebody with a role, changed as the test wants it.</summary>
    public string Token(string person, string role, Action<JsonObject>? change = null)
    {
        var claims = Claims(person, role);
        change?.Invoke(claims);
        return Signed("RS256", claims, content => _key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public JsonObject Claims(string person, string role) => new()
    {
        ["iss"] = Issuer,
        ["aud"] = "openminutes",
        ["exp"] = DateTimeOffset.UtcNow.AddHours(2).ToUnixTimeSeconds(),
        ["preferred_username"] = person,
        ["roles"] = new JsonArray(role, "另一個角色"),
    };

    public static string Signed(string algorithm, JsonObject claims, Func<byte[], byte[]> sign)
    {
        var content = $"{Part(new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = "k-1" })}.{Part(claims)}";
        return $"{content}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    /// <summary>The public key in the ways in which a careless verifier could take it for a shared secret.</summary>
    public IEnumerable<byte[]> PublicKeyAsSecret() =>
        [Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem()), _key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(_key.ExportRSAPublicKeyPem()), _key.ExportParameters(false).Modulus!];

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private object PublicKey()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = "k-1", n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) };
    }
}
