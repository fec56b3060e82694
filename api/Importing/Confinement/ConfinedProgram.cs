using System.Text.Json;

namespace OpenMinutes.Importing;

/// <summary>
/// The program of a <see cref="ConfinedProcess"/>: a document on its standard input, what it makes of it, or why it refuses it, on its standard output. It ends itself, even where nobody waits for it.
/// </summary>
public static class ConfinedProgram
{
    internal const int Answered = 0, TookTooLong = 3, WantedTooMuch = 4, Refused = 5;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs it; the answer is the program's exit code.</summary>
    /// <param name="longest">How much processor time it may take.</param>
    /// <param name="answer">What it makes of the document; it refuses by <see cref="RefusedException"/>.</param>
    public static int Run(TimeSpan longest, Func<byte[], ReadOnlyMemory<byte>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);

        new Thread(() => EndAfter(longest)) { IsBackground = true }.Start();
        try
        {
            using var document = new MemoryStream();
            using (var input = Console.OpenStandardInput())
            {
                input.CopyTo(document);
            }

            Write(answer(document.ToArray()));
            return Answered;
        }
        catch (RefusedException refused)
        {
            Write(JsonSerializer.SerializeToUtf8Bytes(refused.Refusal));
            return Refused;
        }
        catch (OutOfMemoryException)
        {
            return WantedTooMuch;
        }
    }

    private static void Write(ReadOnlyMemory<byte> answer)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(answer.Span);
    }

    /// <summary>What is counted is the time that the process works, not the time that a busy machine makes it wait.</summary>
    private static void EndAfter(TimeSpan longest)
    {
        while (Environment.CpuUsage.TotalTime < longest)
        {
            Thread.Sleep(BetweenLooks);
        }

        Environment.Exit(TookTooLong);
    }
}
