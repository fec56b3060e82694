using System.Globalization;

namespace OpenMinutes.Tests.Support;

/// <summary>A property that holds for all values, tried with the same of them each time: OPENMINUTES_SEED says with which others.</summary>
// FsCheck's own attribute takes no place of the source that this one could pass on.
#pragma warning disable xUnit3003
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PropertyAttribute : FsCheck.Xunit.PropertyAttribute
{
    /// <summary>The generator's other parameter, which has to be odd.</summary>
    private const int Odd = 20251121;

    public PropertyAttribute() => Replay = string.Create(CultureInfo.InvariantCulture, $"{Fuzzing.Seed},{Odd}");
}
#pragma warning restore xUnit3003
