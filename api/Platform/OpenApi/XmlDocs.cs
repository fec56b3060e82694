using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OpenMinutes.Api.Platform.OpenApi;

/// <summary>The XML documentation that the compiler wrote beside the assembly: what the code says of itself is what the API says of itself.</summary>
internal sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> _members;

    private XmlDocs(string file) =>
        _members = XDocument.Load(file).Descendants("member").ToDictionary(static member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    public static XmlDocs OfThisAssembly { get; } = new(FileOf(typeof(XmlDocs).Assembly));

    public static string FileOf(Assembly assembly) => Path.ChangeExtension(assembly.Location, ".xml");

    public string? Summary(Type type) => Text($"T:{Name(type)}", "summary");

    public string? Remarks(Type type) => Text($"T:{Name(type)}", "remarks");

    public string? Summary(PropertyInfo property) => Text($"P:{Name(property.DeclaringType!)}.{property.Name}", "summary");

    public string? Example(PropertyInfo property) => Text($"P:{Name(property.DeclaringType!)}.{property.Name}", "example");

    private string? Text(string member, string element)
    {
        if (_members.GetValueOrDefault(member)?.Element(element) is not { } found)
        {
            return null;
        }

        // Markdown is what OpenAPI descriptions are written in.
        foreach (var code in found.Descendants("c").ToList())
        {
            code.ReplaceWith($"`{code.Value}`");
        }

        return WhiteSpace().Replace(found.Value, " ").Trim();
    }

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
