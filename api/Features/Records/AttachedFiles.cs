using System.Text.Json;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>The files of an edition's attachments.</summary>
internal static class AttachedFiles
{
    /// <summary>Those of edition <c>e</c> as one JSON value, by attachment; null if there are none.</summary>
    public const string OfEdition =
        """
        (select jsonb_object_agg(a.attachment, jsonb_build_object(
           'sha256', encode(f.sha256, 'hex'), 'mediaType', a.media_type, 'publicSha256', encode(f.public_sha256, 'hex'), 'publicSize', f.public_size))
         from minutes.attachments a join minutes.files f on f.record = a.record and f.sha256 = a.sha256
         where a.record = e.record and a.edition = e.edition)
        """;

    /// <summary>Forgets the bytes that no edition of a record names any more. Its parameter is <c>@id</c>.</summary>
    public const string DropUnused =
        "delete from minutes.files f where f.record = @id and not exists (select from minutes.attachments a where a.record = f.record and a.sha256 = f.sha256)";

    public static IReadOnlyDictionary<string, StoredFile> Read(string? json) =>
        json is null ? new Dictionary<string, StoredFile>() : JsonSerializer.Deserialize<Dictionary<string, StoredFile>>(json, MinutesJson.Options)!;
}
