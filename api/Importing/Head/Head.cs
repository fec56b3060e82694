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

    /// <summary>The time of day, where it has a line of its own: 日期：…⏎時間：下午2時30分.</summary>
    public Passage? Time { get; set; }

    public Passage? Location { get; set; }

    /// <summary>The printed counts of persons, each with how many are listed above it.</summary>
    public List<(int Count, int Listed, Passage Printed)> Counts { get; } = [];

    /// <summary>Where a list stands elsewhere: （如簽到簿）.</summary>
    public List<Passage> Elsewhere { get; } = [];

    /// <summary>How many paragraphs the head takes.</summary>
    public int Length { get; set; }

    /// <summary>How many labels of the grammar the head has; a document without any is hardly minutes.</summary>
    public int Labels { get; set; }

    public void Add(HeaderKey key, string? label, Passage value, Place? place = null) => Lines.Add(new HeadLine(key, label, value.Text, place ?? value.Place));

    /// <summary>A line says what the meeting is called (會議名稱：…); what stood above it (會 議 紀 錄) only looked like a title.</summary>
    public void Rename(Passage title)
    {
        Title = title;
        for (var at = 0; at < Lines.Count; at++)
        {
            Lines[at] = Lines[at].Key == HeaderKey.Title ? Lines[at] with { Key = HeaderKey.Other } : Lines[at];
        }
    }
}
