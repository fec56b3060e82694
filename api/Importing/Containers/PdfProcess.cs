using System.Text.Json;

namespace OpenMinutes.Importing;

/// <summary>Reads a PDF in a process of its own: this assembly, which is also a program.</summary>
internal static class PdfProcess
{
    public static IReadOnlyList<SourceLine> Lines(ReadOnlyMemory<byte> document)
    {
        var lines = JsonSerializer.Deserialize<IReadOnlyList<string>>(ConfinedProcess.Ask(typeof(PdfProcess), [], document).Span)!;
        return [.. lines.Select((line, at) => new SourceLine(at + 1, line))];
    }
}
