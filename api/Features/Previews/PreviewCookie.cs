namespace OpenMinutes.Api.Features.Previews;

/// <summary>
/// A previewed page asks for its style and script at the addresses that they have on the website, without its own signature. The browser that was shown the page brings it in a cookie,
/// to these addresses and no others.
/// </summary>
internal static class PreviewCookie
{
    public const string Path = "/assets/";

    private const string Name = "openminutes-preview";

    public static void Give(HttpContext context, string token, PreviewClaim claim) => context.Response.Cookies.Append(Name, token, new CookieOptions
    {
        Path = Path,
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Expires = claim.Expires,
    });

    public static string? Token(HttpContext context) => context.Request.Cookies[Name];
}
