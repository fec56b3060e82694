namespace OpenMinutes.Publisher.Output;

/// <summary>A file of a release.</summary>
/// <param name="Path">From the site's root, with slashes and without one at the start.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Origin">What it was made from.</param>
internal sealed record FileEntry(string Path, byte[] Sha256, long Size, Origin Origin)
{
    public bool HasContentOf(FileEntry other) => Size == other.Size && Sha256.AsSpan().SequenceEqual(other.Sha256);
}

/// <summary>What a file was made from. It is kept in the manifest, so that the next publication knows it without asking the database.</summary>
internal sealed record Origin
{
    public static readonly Origin None = new();

    /// <summary>The public editions: <c>supervisors/2025-018@3</c>.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The hash of the template and of all it includes; null for what has none.</summary>
    public string? Template { get; init; }

    /// <summary>For the page of a meeting: the files of lists in which the meeting stands, such as those of its series, its units and the sitemap.</summary>
    public IReadOnlyList<string>? ListedIn { get; init; }

    /// <summary>Of an asset that no page of the release names: for how many releases it has been kept since one did.</summary>
    public int Retained { get; init; }

    public bool Equals(Origin? other) =>
        other is not null && Template == other.Template && Retained == other.Retained && Sources.SequenceEqual(other.Sources) && (ListedIn ?? []).SequenceEqual(other.ListedIn ?? []);

    public override int GetHashCode() => HashCode.Combine(Template, Sources.Count, ListedIn?.Count);
}
