using System.Globalization;

namespace OpenMinutes.Rendering.Charts;

/// <summary>The sheet that charts are drawn on, in units of its view box: as wide as a phone, so that its letters can be read there.</summary>
internal static class Drawing
{
    public const double Width = 360;
    public const double Height = 160;

    /// <summary>Where the drawing begins and ends; around it stand the letters.</summary>
    public const double Left = 8;
    public const double Right = Width - 8;
    public const double Top = 22;
    public const double Bottom = Height - 24;

    public const string ViewBox = "0 0 360 160";

    /// <summary>Where a value between two others stands between two places. Where these are the same, in the middle.</summary>
    public static double Between(double value, double low, double high, double from, double to) =>
        high == low ? (from + to) / 2 : from + ((value - low) / (high - low) * (to - from));

    /// <summary>To a tenth of a unit, which nobody sees.</summary>
    public static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A word in a drawing, by the middle of its line.</summary>
internal sealed record ChartWord(string X, string Y, string Text);

/// <summary>A line of the table behind a chart.</summary>
/// <param name="Name">The month or the day.</param>
/// <param name="Cells">The figures.</param>
/// <param name="Href">Where the minutes tell it.</param>
internal sealed record ChartRow(string Name, IReadOnlyList<string> Cells, string? Href);
