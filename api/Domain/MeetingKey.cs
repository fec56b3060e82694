using System.Globalization;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Domain;

internal static class MeetingKey
{
    /// <summary>The key of a record in its series: the one it gives, else year and number (2025-018), else year and day (2025-1120), where the meeting was held.</summary>
    public static string Of(MeetingRecord record) => record.Key ?? (record.Number is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"{record.Start.Year:0000}-{number:000}")
        : record.Start.ToString("yyyy-MMdd", CultureInfo.InvariantCulture));
}
