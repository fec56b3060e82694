using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OpenMinutes.Tests.Contracts;

/// <summary>The XML documentation of an assembly, as plain text.</summary>
internal sealed partial class XmlDocumentation
{
    private readonly Dictionary<string, XElement> _members;

    private XmlDocumentation(XDocument document) =>
        _members = document.Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    public static XmlDocumentation Of(Assembly assembly) => new(XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")));

    public string Summary(Type type) => Text($"T:{type.FullName}", "summary")!;

    public string Summary(PropertyInfo property) => Text($"P:{property.DeclaringType!.FullName}.{property.Name}", "summary")!;

    public string Summary(FieldInfo field) => Text($"F:{field.DeclaringType!.FullName}.{field.Name}", "summary")!;

    public string? Example(PropertyInfo property) => Text($"P:{property.DeclaringType!.FullName}.{property.Name}", "example");

    private string? Text(string name, string tag)
    {
        var member = _members[name];
        return member.Element("inheritdoc")?.Attribute("cref")?.Value is { } inherited
            ? Text(inherited, tag)
            : member.Element(tag) is { } element ? WhiteSpace().Replace(Plain(element), " ").Trim() : null;
    }

    private static string Plain(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => see.Attribute("cref")!.Value.Split('.')[^1],
        XElement other => Plain(other),
        _ => "",
    }));

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
