namespace OpenMinutes.Benchmarks;

/// <summary>Where things lie in the checkout that the benchmark was built from.</summary>
internal static class Checkout
{
    private static readonly string Root = FindRoot();

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A program of ours, of the same configuration as the benchmark.</summary>
    public static string Program(string folder, string name) =>
        PathOf(folder, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", $"{name}.dll");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OpenMinutes.slnx")))
            folder = folder.Parent ?? throw new BenchmarkException($"No checkout lies above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
