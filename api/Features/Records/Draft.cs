using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>The columns that a record's content becomes: parameters of the statements that write a draft.</summary>
internal sealed record Draft
{
    public required string Id { get; init; }
    public required string Series { get; init; }
    public required string Key { get; init; }
    public int? Number { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset StartAt { get; init; }
    public required int Year { get; init; }
    public required DateOnly HeldOn { get; init; }
    public string? SourceSystem { get; init; }
    public string? SourceId { get; init; }
    public required byte[] Utf8 { get; init; }
    public required byte[] Sha256 { get; init; }
    public required string[] Units { get; init; }
    public required string Folded { get; init; }
    public required string[] Attachments { get; init; }
    public required string Person { get; init; }
    public long? ApiKey { get; init; }

    /// <summary>The document as text.</summary>
    public string Document => Encoding.UTF8.GetString(Utf8);

    public static Draft Of(MeetingRecord record, string key, Caller caller)
    {
        var canonical = CanonicalJson.OfValue(record);
        return new Draft
        {
            Id = record.Id,
            Series = record.Series,
            Key = key,
            Number = record.Number,
            Title = record.Title,
            StartAt = record.Start,
            Year = record.Start.Year,
            HeldOn = DateOnly.FromDateTime(record.Start.DateTime),
            SourceSystem = record.Source?.System,
            SourceId = record.Source?.Id,
            Utf8 = DocumentOf(record, canonical),
            Sha256 = SHA256.HashData(canonical),
            Units = [.. NamedUnit.In(record).Select(static unit => unit.Name).Distinct()],
            Folded = SearchText.Of(record),
            Attachments = [.. record.Attachments.Select(static file => file.Id)],
            Person = caller.Person,
            ApiKey = caller.ApiKey,
        };
    }

    /// <summary>The canonical form says the same as any other, and the database keeps neither order nor spaces; only figures have digits in it that a double can hold, and no more.</summary>
    private static byte[] DocumentOf(MeetingRecord record, byte[] canonical) =>
        canonical.AsSpan().IndexOf("\"values\":["u8) < 0 ? canonical : JsonSerializer.SerializeToUtf8Bytes(record, MinutesJson.Options);
}
