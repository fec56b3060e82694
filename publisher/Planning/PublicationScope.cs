using System.Text.Json;
using OpenMinutes.Publisher.Source;

namespace OpenMinutes.Publisher.Planning;

/// <summary>What a publication renders again besides what changed, as it was asked for.</summary>
internal sealed record PublicationScope
{
    /// <summary>Nothing besides.</summary>
    public static readonly PublicationScope Changes = new();

    public bool All { get; init; }

    /// <summary>Every page that is made with a template.</summary>
    public bool Templates { get; init; }

    public IReadOnlyList<string> Series { get => field ?? []; init; }

    public IReadOnlyList<string> Units { get => field ?? []; init; }

    /// <summary>Meetings, as <c>series/key</c>.</summary>
    public IReadOnlyList<string> Records { get => field ?? []; init; }

    public IEnumerable<MeetingKey> Meetings => Records.Select(static record => record.Split('/')).Where(static record => record.Length == 2).Select(static record => new MeetingKey(record[0], record[1]));

    public static PublicationScope Parse(string json) => JsonSerializer.Deserialize(json, PublisherTypes.Web.PublicationScope) ?? Changes;
}
