namespace OpenMinutes.Importing;

/// <summary>The tables of the grammar: text files that are part of the program, a comment from <c>#</c> to the line's end.</summary>
internal static class Tables
{
    /// <summary>The entries of a table: its lines that are not empty.</summary>
    public static IEnumerable<string> Lines(string name, bool comments = true)
    {
        using var stream = typeof(Tables).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The table {name} is not embedded.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var entry = (comments && line.IndexOf('#', StringComparison.Ordinal) is >= 0 and var comment ? line[..comment] : line).Trim();
            if (entry.Length > 0)
            {
                yield return entry;
            }
        }
    }

    /// <summary>A table of <c>kind: word word …</c>, each word with its kind.</summary>
    public static Dictionary<string, string> Words(string name)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines(name))
        {
            var (kind, list) = line.Split(':', 2) is [var left, var right] ? (left.Trim(), right) : ("", line);
            foreach (var word in list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                words[word] = kind;
            }
        }

        return words;
    }
}
