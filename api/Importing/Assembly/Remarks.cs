namespace OpenMinutes.Importing;

/// <summary>What an editor should know of the text itself.</summary>
internal static class Remarks
{
    public static void Add(RecordAssembly assembly, IEnumerable<SourceLine> lines)
    {
        foreach (var line in lines)
        {
            if (line.Text.IndexOf("密件", StringComparison.Ordinal) is >= 0 and var secret)
            {
                assembly.Warn(WarningCodes.MarkedSecret, "The text calls itself secret (密件).", new Place(line.Number, line.Shift + secret + 1));
            }

            if (line.Text.IndexOf('\ufffd', StringComparison.Ordinal) is >= 0 and var unreadable)
            {
                assembly.Warn(WarningCodes.UnreadableCharacters, "The document's own conversion could not read a character here.", new Place(line.Number, line.Shift + unreadable + 1));
            }
        }
    }
}
