namespace OpenMinutes.Publisher.Output;

/// <summary>Where the files of a release go: into a tree, or into the answer of a dry run.</summary>
internal interface IRelease
{
    /// <summary>Puts a file of the release in all of its places.</summary>
    /// <param name="path">Relative to the root, with slashes.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="alsoAt">The other places.</param>
    /// <param name="origin">What it was made from.</param>
    /// <param name="why">Why it was made.</param>
    void Write(string path, ReadOnlySpan<byte> content, IEnumerable<string> alsoAt, Origin origin, IReadOnlyCollection<string> why);

    /// <summary>Takes a file out of the release, unless it is written in the same publication.</summary>
    void Remove(string path, IReadOnlyCollection<string> why);

    /// <summary>What the live release has at a path; null for nothing.</summary>
    FileEntry? Former(string path);

    /// <summary>The files that the live release has in a folder and below it.</summary>
    IEnumerable<string> FormerBelow(string folder);
}
