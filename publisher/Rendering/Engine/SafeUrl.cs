namespace OpenMinutes.Rendering.Engine;

/// <summary>Which addresses a page may link to: http, https, mailto, and those without a scheme.</summary>
internal static class SafeUrl
{
    private static readonly string[] Schemes = ["http", "https", "mailto"];

    public static bool IsSafe(ReadOnlySpan<char> url)
    {
        // Browsers drop leading white space, and tabs and newlines anywhere: "java\nscript:" is a scheme to them.
        if (url.IsEmpty || url[0] <= ' ' || url.IndexOfAnyInRange('\0', '\u001f') >= 0)
        {
            return url.IsEmpty;
        }

        var end = url.IndexOfAny(":/?#");
        if (end < 0 || url[end] != ':')
        {
            return true;
        }

        foreach (var scheme in Schemes)
        {
            if (url[..end].Equals(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
