using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Importing;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Importing;

/// <summary>What a reader finds in a sample: written down by reading the document, never by running the importer.</summary>
internal sealed record Expected
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>The code of the refusal, where the document is none that is imported; the other members are empty then.</summary>
    public string? Refused { get; init; }

    /// <summary>The line the refusal points at.</summary>
    public int? Line { get; init; }

    /// <summary>The name the file is sent under, where the minutes themselves lack date or title.</summary>
    public string? FileName { get; init; }

    public Dictionary<string, JsonElement> Header { get; init; } = [];

    public int? Sections { get; init; }

    public int Items { get; init; }

    public int Outcomes { get; init; }

    /// <summary>Turns of speech, of a transcript.</summary>
    public int Turns { get; init; }

    /// <summary>Entries by role and by status.</summary>
    public Dictionary<string, int> Attendance { get; init; } = [];

    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>How the items' titles begin, in order.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>The items' results; null where readers may differ.</summary>
    public IReadOnlyList<string?> Results { get; init; } = [];

    public static Expected Of(string sample) => Read("Expected", sample);

    public static Expected Read(string folder, string name) =>
        JsonSerializer.Deserialize<Expected>(File.ReadAllText(Repository.PathOf("tests", "Importing", folder, $"{name}.json")), Json)!;

    public static IReadOnlyList<string> Samples { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf("tests", "Importing", "Expected"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];
}

/// <summary>A sample and what came of importing it.</summary>
internal sealed record Sample(string Name, Expected Expected, byte[] Document, ImportOutcome Outcome)
{
    public ImportResult Result => Outcome.Result ?? throw new InvalidOperationException($"{Name} was refused: {Outcome.Refusal}");

    public static Sample Read(string name)
    {
        var document = File.ReadAllBytes(Path.Combine(Corpus.Samples, $"{name}.txt"));
        return Read(name, document, Expected.Of(name));
    }

    /// <summary>Minutes in a form that stands in no sample, made up for this test.</summary>
    public static Sample Form(string name) => Read(name, File.ReadAllBytes(Repository.PathOf("tests", "Importing", "Forms", $"{name}.txt")), Expected.Read("Forms", name));

    private static Sample Read(string name, byte[] document, Expected expected)
    {
        return new Sample(name, expected, document, Import(document, MediaTypes.Text, name, expected));
    }

    public static ImportOutcome Import(byte[] document, string mediaType, string name, Expected expected) =>
        MinutesImporter.Import(document, mediaType, new ImportOptions { Series = "sample", FileName = expected.FileName ?? $"{name}.txt" });

    /// <summary>Items, outcomes and persons are those a reader finds.</summary>
    public void AssertRight()
    {
        Assert.Equal(Expected.Items, Items.Count);
        Assert.Equal(Expected.Titles.Count, RightItems);
        Assert.Equal(Expected.Outcomes, Outcomes);
        Assert.Equal(Expected.Sections ?? Result.Record.Sections.Count, Result.Record.Sections.Count);
        Assert.Equal(Expected.Attendance, Expected.Attendance.Keys.ToDictionary(key => key, AttendanceBy));
        Assert.All(Expected.Names, person => Assert.Contains(Result.Record.Attendance, attendee => attendee.Name == person));
        Assert.All(Expected.Results.Zip(Items), pair => Assert.True(pair.First is null || pair.First == pair.Second.Outcome?.Result.ToString().ToLowerInvariant(), pair.Second.Title));
    }

    /// <summary>The header's fields, each with whether it is right.</summary>
    public IReadOnlyList<(string Field, bool Right)> Header()
    {
        var record = Result.Record;
        return [.. Expected.Header.Select(field => (field.Key, field.Key switch
        {
            "title" => record.Title == field.Value.GetString(),
            "number" => record.Number == field.Value.GetInt32(),
            "term" => record.Term == field.Value.GetInt32(),
            "session" => record.Session == field.Value.GetInt32(),
            "kind" => record.Kind?.ToString().ToLowerInvariant() == field.Value.GetString(),
            "date" => record.Start.ToString("yyyy-MM-dd", null) == field.Value.GetString(),
            "time" => record.Start.ToString("HH:mm", null) == field.Value.GetString(),
            "end" => record.End?.ToString("HH:mm", null) == field.Value.GetString(),
            "location" => record.Location == field.Value.GetString(),
            "chair" => Names(AttendeeRole.Chair).SequenceEqual(field.Value.EnumerateArray().Select(name => name.GetString())),
            "recorder" => Names(AttendeeRole.Recorder).SequenceEqual(field.Value.EnumerateArray().Select(name => name.GetString())),
            _ => throw new InvalidOperationException($"{Name}.json has the unknown field {field.Key}."),
        }))];

        IEnumerable<string?> Names(AttendeeRole role) => record.Attendance.Where(attendee => attendee.Role == role).Select(attendee => attendee.Name);
    }

    /// <summary>Items whose title begins as expected, in order.</summary>
    public int RightItems => Expected.Titles.Zip(Items).Count(pair => pair.Second.Title.StartsWith(pair.First, StringComparison.Ordinal));

    public IReadOnlyList<Item> Items => [.. Result.Record.Sections.SelectMany(section => section.Items)];

    public int Outcomes => Items.Count(item => item.Outcome is not null);

    public int AttendanceBy(string key) => Result.Record.Attendance.Count(attendee =>
        key == Lower(attendee.Role) || key == Lower(attendee.Status) || (key == "remote" && attendee.Mode == AttendanceMode.Remote));

    public int Turns => Result.Record.Sections.Sum(section => section.Clauses.Count(clause => clause.Heading?.EndsWith('：') == true || clause.Heading?.EndsWith(':') == true));

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
