using System.Globalization;

namespace OpenMinutes.Tests.Support;

/// <summary>A property that holds for all values, tried with the same of them each time: OPENMINUTES_SEED says with which others.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PropertyAttribute : FsCheck.Xunit.PropertyAttribute
{
    public PropertyAttribute() => Replay = string.Create(CultureInfo.InvariantCulture, $"{Fuzzing.Seed},{Odd}");

    /// <summary>The generator's other parameter, which has to be odd.</summary>
    private const int Odd = 20251121;
}
