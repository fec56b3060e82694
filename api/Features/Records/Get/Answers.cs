using Microsoft.Extensions.Caching.Memory;

namespace OpenMinutes.Api.Features.Records.Get;

/// <summary>
/// Answers that were given, by all that they are made of but the document: that cannot change without the revision. The database is asked each time how a record stands, and only what stands as
/// before is answered from here.
/// </summary>
internal sealed class Answers : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    public byte[]? Find(WorkingEdition record) => _kept.Get<byte[]>(record.Fingerprint);

    /// <summary>The answer, which is kept unless it depends on more than the record.</summary>
    public byte[] Keep(WorkingEdition record)
    {
        var answer = record.ToJson();
        return record.IsCompared ? answer : _kept.Set(record.Fingerprint, answer, new MemoryCacheEntryOptions { Size = answer.Length });
    }

    public void Dispose() => _kept.Dispose();
}
