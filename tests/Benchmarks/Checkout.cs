namespace OpenMinutes.Benchmarks;

/// <summary>Where things lie in the checkout that the benchmark was built from.</summary>
internal static class Checkout
{
    private static readonly string Root = FindRoot();

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A program of ours, of the same configuration as the benchmark.</summary>
    public static string Program(string folder, string name) =>
        PathOf(folder, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", $"{name}.dll");

    /// <summary>The publisher, as one runs it.</summary>
    public static Task<string> PublisherAsync(CancellationToken cancellation) => NativeAsync(PathOf("publisher"), "OpenMinutes.Publisher", cancellation);

    /// <summary>A program of ours, compiled to native code of what is in the checkout now.</summary>
    public static async Task<string> NativeAsync(string folder, string name, CancellationToken cancellation)
    {
        var output = Path.Join(folder, "bin", "native");
        Console.WriteLine($"compiling {name} to native code");
        await Measured.RunAsync("dotnet", ["publish", Path.Join(folder, $"{name}.csproj"), "-c", "Release", "-v", "quiet", "-nologo", "-o", output], cancellation: cancellation);
        return Path.Join(output, name);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OpenMinutes.slnx")))
            folder = folder.Parent ?? throw new BenchmarkException($"No checkout lies above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
