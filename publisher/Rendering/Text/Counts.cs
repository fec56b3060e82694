using System.Globalization;

namespace OpenMinutes.Rendering.Text;

internal static class Counts
{
    public static string Of(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
