using OpenMinutes.Benchmarks.Publishing;

namespace OpenMinutes.Benchmarks.Profiling;

/// <summary>
/// Makes the profile with which the publisher is compiled to native code: how often which branch was taken, and which types were met, while it published everything and was compiled as it ran.
/// The runtime counts and writes a text; the native compiler wants the same as an assembly.
/// </summary>
internal static class PublisherProfile
{
    private static readonly Dictionary<string, string> Counting = new()
    {
        ["DOTNET_TieredPGO"] = "1",
        ["DOTNET_TieredPGO_InstrumentOnlyHotCode"] = "0",
        ["DOTNET_ReadyToRun"] = "0", // what comes compiled would not be counted
        ["DOTNET_TC_CallCounting"] = "0", // what is compiled for good is not counted any more
        ["DOTNET_WritePGOData"] = "1",
    };

    /// <param name="records">How many minutes are published.</param>
    /// <param name="atLeast">How often something in a method must have happened for the method to count.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task MakeAsync(int records, int atLeast, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-profile-").FullName;
        try
        {
            await using var instance = await Instance.StartAsync(folder, cancellation, withPublisher: false);
            await PublishBenchmark.LoadAsync(instance, 0, records, cancellation);
            var counts = Path.Join(folder, "counts.txt");
            var program = Checkout.Program("publisher", "OpenMinutes.Publisher");
            await Measured.RunAsync(
                "dotnet",
                [program, "build", "--site", Path.Join(folder, "site")],
                new Dictionary<string, string>(Counting) { ["DOTNET_PGODataPath"] = counts, ["OPENMINUTES_PUBLISHER_DB"] = instance.Publisher },
                cancellation: cancellation);
            var profile = Checkout.PathOf("publisher", "OpenMinutes.Publisher.mibc");
            Write(counts, profile, atLeast, [Path.GetDirectoryName(program)!, .. FrameworkFolders()]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string counts, string profile, int atLeast, IEnumerable<string> folders)
    {
        using var known = new KnownTypes(folders);
        var writer = new ProfileWriter(known);
        var (methods, hot, written) = (0, 0, 0);
        foreach (var method in CountedMethod.ReadAll(counts))
        {
            methods++;
            if (method.Highest < atLeast)
                continue;
            hot++;
            if (known.Find(method.Name, method.Signature) is { } found && writer.Add(found, method))
                written++;
        }

        if (written == 0)
            throw new BenchmarkException($"Nothing is known of {methods} methods that the runtime counted: does it write otherwise than it did?");
        writer.Save(profile);
        Console.WriteLine($"{methods} methods ran, {hot} of them much; {written} are in {profile}, {new FileInfo(profile).Length} bytes");
    }

    /// <summary>Where the framework lies that the publisher runs on: it is the benchmark's own.</summary>
    private static IEnumerable<string> FrameworkFolders() =>
        new[] { typeof(object), typeof(Microsoft.AspNetCore.Http.HttpContext) }.Select(static type => Path.GetDirectoryName(type.Assembly.Location)!);
}
