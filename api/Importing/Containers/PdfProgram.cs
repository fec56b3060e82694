using System.Text.Json;

namespace OpenMinutes.Importing;

/// <summary>The program of that process: a PDF on its standard input, its lines as JSON on its standard output.</summary>
internal static class PdfProgram
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    public static int Main() => ConfinedProgram.Run(Longest, document => JsonSerializer.SerializeToUtf8Bytes(PdfReader.Lines(document).Select(line => line.Text)));
}
