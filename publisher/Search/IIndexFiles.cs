namespace OpenMinutes.Search;

/// <summary>Where the files of an index go. Any number of threads may ask.</summary>
internal interface IIndexFiles
{
    /// <param name="path">From the site's root, with a slash at the start.</param>
    /// <param name="content">The bytes, which are valid until this returns.</param>
    void Write(string path, ReadOnlySpan<byte> content);

    /// <summary>Says that a file of a former segment, whose name says what it holds, is one of the new segment too.</summary>
    void Keep(string path);
}
