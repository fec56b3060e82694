using System.Text;
using OpenMinutes.Publisher;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>No page leads to what the site does not have.</summary>
public sealed class LinkCheckTests : IDisposable
{
    private const string Site = "https://minutes.example";

    private readonly string _folder = Directory.CreateTempSubdirectory("openminutes-links-").FullName;

    [Theory]
    [InlineData("/units/x/", "units/x/index.html")]
    [InlineData("/units/x/?page=2#top", "units/x/index.html")]
    [InlineData("/units/x/#top", "units/x/index.html")]
    [InlineData("https://minutes.example/feed.atom", "feed.atom")]
    [InlineData("/", "index.html")]
    [InlineData("/臺/", "臺/index.html")]
    public void An_address_leads_to_a_file(string address, string file) => Assert.Equal([file], Found(Links(), "a.html", Anchors(address, address)).Keys);

    [Theory]
    [InlineData("//other.example/")]
    [InlineData("https://other.example/")]
    [InlineData("https://minutes.example.org/")]
    [InlineData("#top")]
    [InlineData("")]
    public void An_address_elsewhere_leads_to_none(string address) => Assert.Empty(Found(Links(), "a.html", Anchors(address)));

    [Fact]
    public void What_lies_beside_a_page_is_found_from_there_and_from_elsewhere()
    {
        var links = Links();
        string[] files = ["units/x/index.html", "units/x/2025/index.html", "units/x/feed.atom", "units/xy/index.html"];
        var addresses = Anchors("/units/x/", "/units/x/2025/#top", "/units/x/feed.atom", $"{Site}/units/x/", "/units/xy/");

        Assert.Equal(files, Found(links, "units/x/index.html", addresses).Keys);
        Assert.Subset(Found(links, "a.html", addresses).Keys.ToHashSet(), files[..3].ToHashSet());
    }

    [Fact]
    public void Where_only_pages_are_made_only_they_are_looked_for()
    {
        var links = new LinkCheck(Site, complete: false, notes: null);

        Assert.Equal(["index.html", "units/x/index.html", "404.html"], Found(links, "units/y/index.html", Anchors("/", "/units/x/", "/units/y/feed.atom", "/404.html?a", "/assets/a.css")).Keys);
    }

    [Property]
    public void Addresses_are_found_wherever_they_stand(int seed)
    {
        var random = new Random(seed);
        var places = Enumerable.Range(0, random.Next(20)).Select(static number => $"p{number}.html").ToList();
        string[] others = ["=", "/", "=/", "a=b", "<b class=\"home\">", "<b class=\"\">", "<a href=\"https://other.example/x\">", "臺", " ", "https://minutes.example/no.html", "<a href=\"#x\">"];
        var html = new StringBuilder();
        foreach (var place in places)
        {
            html.AppendJoin("", random.GetItems(others, random.Next(12))).Append(random.Next(2) == 0 ? $"<a href=\"/{place}\">" : $"<a href=\"{Site}/{place}\">");
        }

        Assert.Equal(places, Found(Links(), "a.html", html.ToString()).Keys);
    }

    [Fact]
    public void What_leads_nowhere_is_told_whoever_led_there_first_and_what_was_drawn_together_is_there()
    {
        using var notes = new Spool(_folder, ".links");
        var links = new LinkCheck(Site, complete: true, notes);

        links.Keep(Found(links, "a.html", Anchors("/a.html", "/b.html", "/c.html", "/a.html")), ["a.html", "b.html"]);
        links.Keep(Found(links, "d.html", Anchors("/c.html", "https://minutes.example/d.html")), ["d.html"]);

        links.Verify(static (_, file) => file == "c.html");
        var refused = Assert.Throws<PublishingException>(() => links.Verify(static (_, _) => false));
        Assert.Equal("1 links lead nowhere, such as that of 'a.html' to 'c.html'.", refused.Message);
    }

    [Fact]
    public void Addresses_are_told_apart_however_many_there_are()
    {
        string[] all = [.. Enumerable.Range(0, 50_000).Select(static number => $"/units/{number}/")];

        Assert.Equal(all.Length, Found(Links(), "a.html", Anchors(all)).Count);
    }

    private static LinkCheck Links() => new(Site, complete: true, notes: null);

    private static string Anchors(params string[] addresses) => string.Concat(addresses.Select(static address => $"<a href=\"{address}\">x</a>"));

    private static Dictionary<string, string> Found(LinkCheck links, string page, string html)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        links.Collect(page, Encoding.UTF8.GetBytes(html), found);
        return found;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
