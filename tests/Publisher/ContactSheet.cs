using Microsoft.Playwright;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>
/// Pictures of a page of every kind, for somebody who looks at them: at three widths, light and dark, and on paper. It runs when it is asked for (-explicit only -class …ContactSheet), and writes to the
/// directory that OPENMINUTES_CONTACT_SHEET names.
/// </summary>
public sealed class ContactSheet(ServedPages pages, Browser browser) : IClassFixture<ServedPages>, IClassFixture<Browser>
{
    [Fact(Explicit = true)]
    public async Task Every_kind_of_page_in_every_width_and_mode()
    {
        var folder = Environment.GetEnvironmentVariable("OPENMINUTES_CONTACT_SHEET") ?? throw new InvalidOperationException("OPENMINUTES_CONTACT_SHEET names the directory for the pictures.");
        foreach (var width in new[] { 375, 768, 1280 })
        {
            await using var window = await browser.OpenAsync(pages.Url, width: width);
            foreach (var page in PageKinds.All)
            {
                await window.Page.GotoAsync(page.Url);
                foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                    await window.Page.ScreenshotAsync(new() { FullPage = true, Path = Path.Join(folder, $"{NameOf(page.Url)}-{width}-{scheme}.png") });
                }

                if (width == 1280)
                    await window.Page.PdfAsync(new() { PreferCSSPageSize = true, Path = Path.Join(folder, $"{NameOf(page.Url)}.pdf") });
            }
        }
    }

    private static string NameOf(string url) => url.Trim('/') is { Length: > 0 } path ? path.Replace('/', '_') : "home";
}
