using System.Globalization;

namespace OpenMinutes.Tests.Support;

/// <summary>
/// What is tried at random: the same each time unless it is said, so that a test which fails tells of a change and not of luck. OPENMINUTES_FUZZ sets how many documents are damaged,
/// OPENMINUTES_SEED from which seed, and which values properties are tried with.
/// </summary>
internal static class Fuzzing
{
    public static int Count(int usual) => Setting("OPENMINUTES_FUZZ", usual);

    public static int Seed => Setting("OPENMINUTES_SEED", 20251120);

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : usual;
}
