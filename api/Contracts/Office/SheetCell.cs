using System.Buffers;
using System.Globalization;
using System.Text;

namespace OpenMinutes.Contracts;

/// <summary>A cell of a table: a text, a whole number, a day, or nothing.</summary>
public readonly record struct SheetCell
{
    private SheetCell(string? text, int? number, DateOnly? day) => (Text, Number, Day) = (text, number, day);

    /// <summary>The text, if it is one.</summary>
    public string? Text { get; }

    /// <summary>The number, if it is one.</summary>
    public int? Number { get; }

    /// <summary>The day, if it is one.</summary>
    public DateOnly? Day { get; }

    /// <summary>A cell with a text; empty without.</summary>
    public static SheetCell Of(string? text) => new(text, null, null);

    /// <summary>A cell with a number; empty without.</summary>
    public static SheetCell Of(int? number) => new(null, number, null);

    /// <summary>A cell with a day; empty without.</summary>
    public static SheetCell Of(DateOnly? day) => new(null, null, day);
}

/// <summary>A table as comma-separated values (RFC 4180), with a byte order mark, without which spreadsheets take Chinese for something else.</summary>
public static class CommaSeparated
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");

    // Spreadsheets take what begins so for a formula, in full width as well.
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    /// <summary>Writes the rows.</summary>
    /// <param name="rows">The rows, the heading first.</param>
    public static byte[] Write(IReadOnlyList<IReadOnlyList<SheetCell>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);

        var text = new StringBuilder("\ufeff");
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Cell(SheetCell cell)
    {
        if (cell.Text is not { Length: > 0 } text)
        {
            return cell.Number?.ToString(CultureInfo.InvariantCulture) ?? cell.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
        }

        var guarded = Formula.Contains(text[0]) ? "'" + text : text;
        return guarded.AsSpan().ContainsAny(Quoted) ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : guarded;
    }
}
