using System.Text.Json;

namespace OpenMinutes.Importing;

/// <summary>What the process that reads a PDF says of it.</summary>
internal sealed record PdfAnswer(IReadOnlyList<string> Lines, Refusal? Refusal);

/// <summary>The program of that process: a PDF on its standard input, its lines as JSON on its standard output. It ends itself, even where nobody waits for it.</summary>
internal static class PdfProgram
{
    public const int TookTooLong = 3, WantedTooMuch = 4;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public static int Main()
    {
        new Thread(EndInTime) { IsBackground = true }.Start();
        try
        {
            using var document = new MemoryStream();
            using (var input = Console.OpenStandardInput())
            {
                input.CopyTo(document);
            }

            using var output = Console.OpenStandardOutput();
            JsonSerializer.Serialize(output, Read(document.GetBuffer().AsMemory(0, (int)document.Length)));
            return 0;
        }
        catch (OutOfMemoryException)
        {
            return WantedTooMuch;
        }
    }

    private static PdfAnswer Read(ReadOnlyMemory<byte> document)
    {
        try
        {
            return new PdfAnswer([.. PdfReader.Lines(document).Select(line => line.Text)], null);
        }
        catch (RefusedException refused)
        {
            return new PdfAnswer([], refused.Refusal);
        }
    }

    /// <summary>What is counted is the time that the process works, not the time that a busy machine makes it wait.</summary>
    private static void EndInTime()
    {
        while (Environment.CpuUsage.TotalTime < Longest)
        {
            Thread.Sleep(BetweenLooks);
        }

        Environment.Exit(TookTooLong);
    }
}
