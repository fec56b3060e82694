using System.Globalization;

namespace OpenMinutes.Benchmarks.Profiling;

/// <summary>What the runtime counted in one method.</summary>
/// <param name="Name">Its type and its name: <c>System.Span`1[System.Char].Slice</c>. Of a generic method it does not say what of.</param>
/// <param name="Signature">Whether it is of an instance, what it answers and takes: <c>instance bool  (!0,int32)</c>.</param>
/// <param name="Counts">The counts, in the order of the method's code.</param>
internal sealed record CountedMethod(string Name, string Signature, IReadOnlyList<Count> Counts)
{
    private const string NameLine = "MethodName: ";
    private const string SignatureLine = "Signature: ";
    private const string CountLine = "Schema InstrumentationKind ";

    /// <summary>The highest count.</summary>
    public uint Highest => Counts.Where(static count => count.Holds == CountData.FourBytes).SelectMany(static count => count.Data).Select(Number).DefaultIfEmpty(0u).Max();

    /// <summary>Reads what the runtime wrote (<c>DOTNET_WritePGOData</c>).</summary>
    public static IEnumerable<CountedMethod> ReadAll(string file)
    {
        using var lines = File.ReadLines(file).GetEnumerator();
        var (name, signature, counts) = ("", "", new List<Count>());
        while (lines.MoveNext())
        {
            var line = lines.Current;
            if (line.StartsWith(NameLine, StringComparison.Ordinal))
            {
                if (counts.Count > 0)
                    yield return new CountedMethod(name, signature, counts);
                (name, counts) = (line[NameLine.Length..], []);
            }
            else if (line.StartsWith(SignatureLine, StringComparison.Ordinal))
            {
                signature = line[SignatureLine.Length..];
            }
            else if (line.StartsWith(CountLine, StringComparison.Ordinal))
            {
                counts.Add(Read(line.Split(' '), lines));
            }
        }

        if (counts.Count > 0)
            yield return new CountedMethod(name, signature, counts);
    }

    public static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);

    /// <summary><c>Schema InstrumentationKind 385 ILOffset 15 Count 1 Other 21</c>, and a line for each datum.</summary>
    private static Count Read(string[] words, IEnumerator<string> lines)
    {
        var count = new Count((int)Number(words[2]), unchecked((int)Number(words[4])), unchecked((int)Number(words[8])), new string[Number(words[6])]);
        for (var i = 0; i < count.Data.Length; i++)
            count.Data[i] = lines.MoveNext() ? lines.Current : throw new BenchmarkException("The runtime's counts end too early.");
        return count;
    }
}

/// <summary>One thing that is counted.</summary>
/// <param name="Kind">What is counted, and in its lowest bits what the data are: the runtime's <c>PgoInstrumentationKind</c>.</param>
/// <param name="Offset">Where in the method's code.</param>
/// <param name="Other">What else belongs to the kind, such as where an edge leads.</param>
/// <param name="Data">A count, or some of the types or values that were met, each as the runtime writes it.</param>
internal sealed record Count(int Kind, int Offset, int Other, string[] Data)
{
    private const int DataMask = 0xf;

    public CountData Holds => (CountData)(Kind & DataMask);
}

/// <summary>What the data of a count are.</summary>
internal enum CountData
{
    None,
    FourBytes,
    EightBytes,
    Types,
    Methods,
}
