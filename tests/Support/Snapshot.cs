namespace OpenMinutes.Tests.Support;

/// <summary>A file of the repository that must be what the program makes. OPENMINUTES_UPDATE_SNAPSHOTS=1 writes it anew, and fails.</summary>
internal static class Snapshot
{
    public static bool IsUpdating { get; } = Environment.GetEnvironmentVariable("OPENMINUTES_UPDATE_SNAPSHOTS") == "1";

    public static async Task MatchAsync(string actual, params string[] path)
    {
        var file = Repository.PathOf(path);
        var name = string.Join('/', path);
        var expected = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        if (IsUpdating && actual != expected)
        {
            await File.WriteAllTextAsync(file, actual);
            Assert.Fail($"{name} was written anew: read the difference, and run again without OPENMINUTES_UPDATE_SNAPSHOTS.");
        }
        Assert.False(actual != expected, $"{name} is not what the program makes: OPENMINUTES_UPDATE_SNAPSHOTS=1 writes it anew.\n{FirstDifference(expected, actual)}");
    }

    private static string FirstDifference(string expected, string actual)
    {
        var (old, now) = (expected.Split('\n'), actual.Split('\n'));
        var line = 0;
        while (line < old.Length && line < now.Length && old[line] == now[line])
            line++;
        return $"line {line + 1}\n- {old.ElementAtOrDefault(line)}\n+ {now.ElementAtOrDefault(line)}";
    }
}
