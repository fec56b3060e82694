using System.Text.Json;
using System.Text.RegularExpressions;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>
/// The SHACL shapes of DCAT-AP over a JSON-LD document: what of SHACL those shapes use (target classes, and for a path its number of values, their kind and class),
/// and what of JSON-LD our catalogue uses (prefixes, nested nodes, typed values).
/// </summary>
internal static partial class TwinsShapes
{
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    private const string Sh = "http://www.w3.org/ns/shacl#";

    private static readonly Lazy<Dictionary<string, List<(string Predicate, string Value)>>> Shapes = new(() =>
        ReadTurtle(File.ReadAllText(Path.Combine(Corpus.Conformance, "dcat-ap", "dcat-ap-SHACL.ttl"))));

    public static IReadOnlyList<string> Violations(JsonElement document)
    {
        var triples = new List<Triple>();
        var prefixes = document.GetProperty("@context").EnumerateObject().ToDictionary(static prefix => prefix.Name, static prefix => prefix.Value.GetString()!);
        Add(document, prefixes, triples);
        return [.. Shapes.Value.Values.SelectMany(shape => Of(shape, Sh + "targetClass").SelectMany(target => triples
            .Where(triple => triple.Predicate == Rdf && triple.Value == target).Select(static triple => triple.Subject).Distinct()
            .SelectMany(focus => Of(shape, Sh + "property").SelectMany(property => Check(Shapes.Value[property], focus, triples)))))];
    }

    private static IEnumerable<string> Check(List<(string Predicate, string Value)> shape, string focus, List<Triple> triples)
    {
        var path = Of(shape, Sh + "path").Single();
        var values = triples.Where(triple => triple.Subject == focus && triple.Predicate == path).Distinct().ToList();
        foreach (var (constraint, argument) in shape.Where(static pair => pair.Predicate.StartsWith(Sh, StringComparison.Ordinal)))
        {
            var holds = constraint[Sh.Length..] switch
            {
                "minCount" => values.Count >= int.Parse(argument, null),
                "maxCount" => values.Count <= int.Parse(argument, null),
                "nodeKind" when argument == Sh + "Literal" => values.TrueForAll(static value => value.IsLiteral),
                "nodeKind" when argument == Sh + "BlankNodeOrIRI" => values.TrueForAll(static value => !value.IsLiteral),
                "class" => values.TrueForAll(value => triples.Exists(type => type.Subject == value.Value && type.Predicate == Rdf && type.Value == argument)),
                "datatype" => values.Count == 0,
                "name" or "description" or "path" => true,
                _ => throw new NotSupportedException(constraint),
            };
            if (!holds)
            {
                yield return $"{focus}: {path} {constraint} {argument}";
            }
        }
    }

    private static string Add(JsonElement node, Dictionary<string, string> prefixes, List<Triple> triples)
    {
        var id = node.TryGetProperty("@id", out var named) ? named.GetString()! : $"_:{triples.Count}";
        foreach (var member in node.EnumerateObject().Where(static member => member.Name is not ("@context" or "@id")))
        {
            foreach (var value in member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray()] : new[] { member.Value })
            {
                triples.Add(
                    member.Name == "@type" ? new Triple(id, Rdf, Expand(value.GetString()!, prefixes), false)
                    : value.TryGetProperty("@value", out var literal) ? new Triple(id, Expand(member.Name, prefixes), literal.GetString()!, true)
                    : new Triple(id, Expand(member.Name, prefixes), Add(value, prefixes, triples), false));
            }
        }

        return id;
    }

    private static string Expand(string name, Dictionary<string, string> prefixes)
    {
        var parts = name.Split(':', 2);
        return prefixes[parts[0]] + parts[1];
    }

    private static IEnumerable<string> Of(List<(string Predicate, string Value)> subject, string predicate) =>
        subject.Where(pair => pair.Predicate == predicate).Select(static pair => pair.Value);

    /// <summary>Subjects with their predicates and objects; the shapes have neither blank nodes nor lists.</summary>
    private static Dictionary<string, List<(string Predicate, string Value)>> ReadTurtle(string turtle)
    {
        var prefixes = new Dictionary<string, string>();
        var subjects = new Dictionary<string, List<(string, string)>>();
        var (subject, predicate) = ((string?)null, (string?)null);
        var tokens = Token().Matches(turtle).Select(static token => token.Value).ToList();
        for (var i = 0; i < tokens.Count; i++)
        {
            switch (tokens[i])
            {
                case "@prefix":
                    prefixes[tokens[i + 1].TrimEnd(':')] = tokens[i + 2][1..^1];
                    i += 3;
                    break;
                case ".":
                    (subject, predicate) = (null, null);
                    break;
                case ";":
                    predicate = null;
                    break;
                case ",":
                    break;
                case var token when subject is null:
                    subject = Term(token);
                    subjects.TryAdd(subject, []);
                    break;
                case var token when predicate is null:
                    predicate = token == "a" ? Rdf : Term(token);
                    break;
                case var token:
                    subjects[subject].Add((predicate, Term(token)));
                    break;
            }
        }

        return subjects;

        string Term(string token) => token[0] switch
        {
            '<' => token[1..^1],
            '"' => token,
            >= '0' and <= '9' => token,
            _ when token is "true" or "false" => token,
            _ => Expand(token, prefixes),
        };
    }

    [GeneratedRegex("""@prefix|<[^>]*>|"(?:[^"\\]|\\.)*"(?:@[a-z-]+|\^\^\S+)?|[.;,](?=\s)|[^\s;,]+(?<!\.)""")]
    private static partial Regex Token();

    private sealed record Triple(string Subject, string Predicate, string Value, bool IsLiteral);
}
