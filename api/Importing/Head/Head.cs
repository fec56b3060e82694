using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>One printed line of the head.</summary>
internal sealed record HeadLine(HeaderKey Key, string? Label, string AsWritten, Place Place);

/// <summary>One person of the head.</summary>
internal sealed record Listed(AttendeeRole Role, Passage AsWritten, Person Person);

/// <summary>What was read of the head of the minutes.</summary>
internal sealed class Head
{
    public List<HeadLine> Lines { get; } = [];

    public List<Listed> People { get; } = [];

    public Passage? Title { get; set; }

    public Passage? Date { get; set; }

    public Passage? Location { get; set; }

    /// <summary>The printed counts of persons, each with how many are listed above it.</summary>
    public List<(int Count, int Listed, Passage Printed)> Counts { get; } = [];

    /// <summary>Where a list stands elsewhere: （如簽到簿）.</summary>
    public List<Passage> Elsewhere { get; } = [];

    /// <summary>How many paragraphs the head takes.</summary>
    public int Length { get; set; }

    /// <summary>How many labels of the grammar the head has; a document without any is hardly minutes.</summary>
    public int Labels { get; set; }
}
