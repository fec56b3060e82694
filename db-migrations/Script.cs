using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenMinutes.Migrations;

/// <summary>One numbered SQL script, <c>0001_roles_and_schemas.sql</c>.</summary>
internal sealed partial record Script(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the text. Line ends do not count: a checkout may have changed them.</summary>
    public byte[] Sha256 => SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n")));

    /// <summary>The scripts of this program, in order.</summary>
    public static IReadOnlyList<Script> Embedded { get; } = ReadEmbedded();

    public override string ToString() => $"{Number:0000}_{Name}";

    private static Script[] ReadEmbedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Select(resource => FileName().Match(resource))
            .Where(match => match.Success)
            .Select(match => new Script(int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["name"].Value, Text(match.Value)))
            .OrderBy(script => script.Number)];

        string Text(string resource)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            return reader.ReadToEnd();
        }
    }

    [GeneratedRegex(@"^(?<number>\d{4})_(?<name>[a-z0-9_]+)\.sql$")]
    private static partial Regex FileName();
}
