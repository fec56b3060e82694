using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace OpenMinutes.Importing;

/// <summary>
/// Has a document read by a process of its own, whose program is a <see cref="ConfinedProgram"/>. A document can be made so that who follows it never ends, fills all memory or overflows the
/// stack, and the last of these no program survives: so it is not this one.
/// </summary>
public static class ConfinedProcess
{
    private const long Heap = 1L << 30;

    // A library keeps what it reads, what it makes of it and what it writes.
    private const long HeapForEachByte = 8;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);
    private static readonly SemaphoreSlim Places = new(Math.Max(2, Environment.ProcessorCount / 2));

    /// <summary>
    /// What the program in the assembly of a type makes of a document. Throws <see cref="RefusedException"/> where it refuses the document: also as <see cref="RefusalCodes.TooLarge"/> if it took too
    /// long or too much memory, and as <see cref="RefusalCodes.Malformed"/> if it came to another end.
    /// </summary>
    /// <param name="program">A type of the program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="document">What it is given.</param>
    public static ReadOnlyMemory<byte> Ask(Type program, IEnumerable<string> arguments, ReadOnlyMemory<byte> document)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(arguments);

        Places.Wait();
        try
        {
            return AskNow(Start(program, arguments, document.Length), document);
        }
        finally
        {
            Places.Release();
        }
    }

    private static ReadOnlyMemory<byte> AskNow(ProcessStartInfo start, ReadOnlyMemory<byte> document)
    {
        using var process = Process.Start(start)!;
        var output = new MemoryStream();
        var (answer, errors) = (process.StandardOutput.BaseStream.CopyToAsync(output), process.StandardError.BaseStream.CopyToAsync(Stream.Null));
        Give(process, document);
        var isOver = process.WaitForExit(LongestWait);
        if (!isOver)
        {
            process.Kill();
            process.WaitForExit();
        }

        Task.WhenAll(answer, errors).GetAwaiter().GetResult();
        var bytes = output.GetBuffer().AsMemory(0, (int)output.Length);
        return (isOver ? process.ExitCode : ConfinedProgram.TookTooLong) switch
        {
            ConfinedProgram.Answered => bytes,
            ConfinedProgram.Refused => throw new RefusedException(JsonSerializer.Deserialize<Refusal>(bytes.Span)!),
            ConfinedProgram.TookTooLong or ConfinedProgram.WantedTooMuch => throw new RefusedException(RefusalCodes.TooLarge, "The document takes too long or too much memory to read."),
            _ => throw new RefusedException(RefusalCodes.Malformed, "The document cannot be read: its parts lead into each other without end."),
        };
    }

    /// <summary>The assembly as a program, without the environment's secrets, and with little memory.</summary>
    private static ProcessStartInfo Start(Type program, IEnumerable<string> arguments, long length)
    {
        var host = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet");
        var start = new ProcessStartInfo(Path.GetFullPath(host), [program.Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{Heap + (HeapForEachByte * length):x}";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
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
