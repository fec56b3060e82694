using System.Buffers;
using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// The register of a series as data: its figures, and for the public directives of each page a file of JSON Lines and one for spreadsheets, so that a changed directive changes the files of its page
/// and no others.
/// </summary>
/// <param name="Series">The slug of the series.</param>
/// <param name="Cases">The pages of its public directives, in ascending order.</param>
/// <param name="HasFigures">Whether it has figures.</param>
internal sealed record RegisterData(string Series, IReadOnlyList<CaseRange> Cases, bool HasFigures)
{
    public const string DirectiveSchemaUrl = "/data/" + JsonSchemas.PublicDirective;
    public const string FiguresSchemaUrl = "/data/" + JsonSchemas.PublicRegister;

    private static readonly string[] Columns =
        ["series", "number", "state", "text", "summary", "ground", "due", "currentDue", "lead", "support", "origin", "reviews", "url"];

    public bool IsEmpty => Cases.Count == 0 && !HasFigures;

    public static string FiguresUrlOf(string series) => $"/data/{series}/directives.json";

    public static string UrlOf(CaseRange range, string extension) => $"/data/{range.Series}/directives.{range.Name}.{extension}";

    public static void WriteFigures(PublicRegister figures, IBufferWriter<byte> output) => JsonLines.Append(StoredJson.Write(figures), output);

    /// <summary>Draws the files of the directives of a page.</summary>
    /// <param name="site">The site.</param>
    /// <param name="range">The page.</param>
    /// <param name="directives">Its directives.</param>
    /// <param name="draw">Draws a file: where it is, and what writes it.</param>
    public static void Draw(Site site, CaseRange range, IReadOnlyList<PublicDirective> directives, Action<string, Action<IBufferWriter<byte>>> draw)
    {
        draw(UrlOf(range, "jsonl"), output =>
        {
            foreach (var directive in directives)
            {
                JsonLines.Append(StoredJson.Write(directive), output);
            }
        });
        draw(UrlOf(range, "csv"), output =>
        {
            Csv.Begin(output, Columns);
            foreach (var directive in directives)
            {
                Append(site, directive, output);
            }
        });
    }

    private static void Append(Site site, PublicDirective directive, IBufferWriter<byte> output) => Csv.Row(
        output,
        directive.Series,
        directive.Number.ToString(CultureInfo.InvariantCulture),
        Csv.Name(directive.State),
        directive.Text ?? "",
        directive.Disclosure?.Summary ?? "",
        Csv.Ground(directive.Disclosure),
        DayOf(directive.Due),
        DayOf(directive.CurrentDue),
        UnitsOf(directive, DirectiveRole.Lead),
        UnitsOf(directive, DirectiveRole.Support),
        directive.Origin is { } origin ? $"{site.BaseUrl}{MinutesPage.UrlOf(directive.Series, origin.Key)}#{origin.Anchor}" : "",
        string.Join('\n', directive.Reviews.Select(static review => string.Join(' ', new[] { review.Key, review.Reopens ? "reopen" : Csv.Name<Verdict>(review.Verdict), review.Text }.OfType<string>()))),
        site.BaseUrl + CasesPage.UrlOf(directive.Series, directive.Number));

    private static string DayOf(DateOnly? day) => day is { } known ? Dates.Iso(known) : "";

    private static string UnitsOf(PublicDirective directive, DirectiveRole role) => string.Join('、', directive.Units.Where(unit => unit.Role == role).Select(static unit => unit.Name));
}
