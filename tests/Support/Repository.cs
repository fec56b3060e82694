namespace OpenMinutes.Tests.Support;

/// <summary>Where things lie in the checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A program of ours where its own build put it, of the same configuration as these tests: it has beside it what it needs.</summary>
    public static string Program(string folder, string name) =>
        PathOf(folder, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", $"{name}.dll");

    /// <summary>The publisher, as one runs it: native code, if <c>OPENMINUTES_TEST_PUBLISHER</c> says where it is (<c>./test</c> makes it), else as it was built with these tests.</summary>
    public static string Publisher { get; } =
        Environment.GetEnvironmentVariable("OPENMINUTES_TEST_PUBLISHER") ?? Path.ChangeExtension(Program("publisher", "OpenMinutes.Publisher"), null);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OpenMinutes.slnx")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"No checkout of OpenMinutes lies above {AppContext.BaseDirectory}.");
    }
}
