using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace OpenMinutes.Importing;

/// <summary>
/// Reads a PDF in a process of its own. A PDF can be made so that who follows it never ends, fills all memory or overflows the stack, and the last of these
/// no program survives: so it is not this one.
/// </summary>
internal static class PdfProcess
{
    private const string HeapLimit = "0x40000000";
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);
    private static readonly SemaphoreSlim Places = new(Math.Max(2, Environment.ProcessorCount / 2));

    public static IReadOnlyList<SourceLine> Lines(ReadOnlyMemory<byte> document)
    {
        Places.Wait();
        try
        {
            var answer = Ask(document);
            return answer.Refusal is { } refusal ? throw new RefusedException(refusal) : [.. answer.Lines.Select((line, at) => new SourceLine(at + 1, line))];
        }
        finally
        {
            Places.Release();
        }
    }

    private static PdfAnswer Ask(ReadOnlyMemory<byte> document)
    {
        using var process = Process.Start(Program())!;
        var (answer, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.BaseStream.CopyToAsync(Stream.Null));
        Give(process, document);
        if (!process.WaitForExit(LongestWait))
        {
            process.Kill();
            process.WaitForExit();
        }

        errors.GetAwaiter().GetResult();
        var text = answer.GetAwaiter().GetResult();
        return process.ExitCode switch
        {
            0 => JsonSerializer.Deserialize<PdfAnswer>(text)!,
            PdfProgram.TookTooLong or PdfProgram.WantedTooMuch => throw new RefusedException(RefusalCodes.TooLarge, "The PDF takes too long or too much memory to read."),
            _ => throw new RefusedException(RefusalCodes.Malformed, "The PDF cannot be read: its parts lead into each other without end."),
        };
    }

    /// <summary>This assembly as a program, without the environment's secrets, and with little memory.</summary>
    private static ProcessStartInfo Program()
    {
        var host = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet");
        var start = new ProcessStartInfo(Path.GetFullPath(host), [typeof(PdfProcess).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }

    private static void Give(Process process, ReadOnlyMemory<byte> document)
    {
        try
        {
            using var input = process.StandardInput.BaseStream;
            input.Write(document.Span);
        }
        catch (IOException)
        {
            // The process has ended already; how is said by its code.
        }
    }
}
