namespace OpenMinutes.Rendering.Twins;

/// <summary>A meeting is called as its minutes are, without their last word: 第18次主管會議紀錄, 第18次主管會議.</summary>
internal static class MeetingName
{
    private static readonly string[] Words = ["紀錄", "記錄", "議事錄"];

    public static string Of(string title)
    {
        foreach (var word in Words)
        {
            if (title.Length > word.Length && title.EndsWith(word, StringComparison.Ordinal))
            {
                return title[..^word.Length].TrimEnd();
            }
        }

        return title;
    }
}
