namespace OpenMinutes.Tests.Support;

/// <summary>
/// Material that is not part of the repository and lies beside the checkout: real minutes, and the test suites of the standards that OpenMinutes follows.
/// Where it is absent, a test that needs it is not passed but reported as skipped, with the folder that was looked for.
/// </summary>
internal static class Corpus
{
    public static string Samples => Folder("OPENMINUTES_CORPUS", "samples");

    public static string Conformance => Folder("OPENMINUTES_CONFORMANCE", "conformance");

    private static string Folder(string variable, string name)
    {
        var folder = Environment.GetEnvironmentVariable(variable) ?? Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", name));
        Assert.SkipUnless(Directory.Exists(folder), $"absent: {folder}");
        return folder;
    }
}
