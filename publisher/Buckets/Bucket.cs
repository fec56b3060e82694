using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using OpenMinutes.Publisher.Serving;

namespace OpenMinutes.Publisher.Buckets;

/// <summary>The objects of a site in an object store, by their paths on the site. Whatever goes wrong is a <see cref="PublishingException"/> that says where.</summary>
internal sealed class Bucket(IAmazonS3 store, BucketAddress address) : IDisposable
{
    private const int Reads = 5;

    private bool _knowsConditions = true;

    public BucketAddress Address => address;

    /// <summary>An object; null if there is none.</summary>
    public async Task<StoredObject?> ReadAsync(string path, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AskAsync("read", path, () => DownloadAsync(path, cancellation), cancellation);
            }
            catch (PublishingException cut) when (attempt < Reads && cut.InnerException is IOException)
            {
                // The answer broke off after its beginning, which the client does not try again by itself.
            }
        }
    }

    /// <summary>Puts an object in its place. The store makes sure that it got these bytes.</summary>
    /// <param name="path">Where.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="sha256">Their hash.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task WriteAsync(string path, byte[] content, byte[] sha256, CancellationToken cancellation) =>
        AskAsync("write", path, () => store.PutObjectAsync(Put(path, content, sha256), cancellation), cancellation);

    /// <summary>The same, unless somebody else was there first; where the store knows no conditions, without one.</summary>
    /// <param name="path">Where.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="sha256">Their hash.</param>
    /// <param name="replaced">The tag of the object that is there; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task ReplaceAsync(string path, byte[] content, byte[] sha256, string? replaced, CancellationToken cancellation)
    {
        if (!_knowsConditions)
        {
            await WriteAsync(path, content, sha256, cancellation);
            return;
        }
        var put = Put(path, content, sha256);
        (put.IfMatch, put.IfNoneMatch) = (replaced, replaced is null ? "*" : null);
        try
        {
            await AskAsync("write", path, () => store.PutObjectAsync(put, cancellation), cancellation);
        }
        catch (PublishingException refused) when (refused.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotImplemented })
        {
            _knowsConditions = false;
            await WriteAsync(path, content, sha256, cancellation);
        }
        catch (PublishingException refused) when (refused.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.PreconditionFailed })
        {
            // An attempt whose answer got lost may have been the one who was there first.
            if (await ReadAsync(path, cancellation) is not { } there || !there.Content.AsSpan().SequenceEqual(content))
                throw;
        }
    }

    public Task DeleteAsync(string path, CancellationToken cancellation) => AskAsync("delete", path, () => store.DeleteObjectAsync(address.Name, KeyOf(path), cancellation), cancellation);

    /// <summary>All objects of the site.</summary>
    public async IAsyncEnumerable<ListedObject> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = address.Name, Prefix = address.Prefix };
        ListObjectsV2Response page;
        do
        {
            page = await AskAsync("list", "", () => store.ListObjectsV2Async(request, cancellation), cancellation);
            foreach (var found in (page.S3Objects ?? []).Where(found => found.Key != address.Prefix))
                yield return new ListedObject(PathOf(found.Key), found.Size ?? 0, found.ETag?.Trim('"') ?? "");
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    /// <summary>Whether objects that were replaced or deleted may still be had by asking for an older version.</summary>
    public async Task<bool> KeepsVersionsAsync(CancellationToken cancellation)
    {
        try
        {
            var answer = await AskAsync("ask for versions of", "", () => store.GetBucketVersioningAsync(address.Name, cancellation), cancellation);
            return answer.VersioningConfig?.Status is { } status && (status == VersionStatus.Enabled || status == VersionStatus.Suspended);
        }
        catch (PublishingException unknown) when (unknown.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotImplemented })
        {
            return false;
        }
    }

    /// <summary>All versions of all objects of the site.</summary>
    public async IAsyncEnumerable<ObjectVersion> VersionsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListVersionsRequest { BucketName = address.Name, Prefix = address.Prefix };
        ListVersionsResponse page;
        do
        {
            page = await AskAsync("list versions of", "", () => store.ListVersionsAsync(request, cancellation), cancellation);
            foreach (var found in page.Versions ?? [])
                yield return new ObjectVersion(PathOf(found.Key), found.VersionId, found.IsLatest == true, found.IsDeleteMarker == true);
            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (page.IsTruncated == true);
    }

    public Task DeleteAsync(ObjectVersion version, CancellationToken cancellation) =>
        AskAsync("delete a version of", version.Path, () => store.DeleteObjectAsync(address.Name, KeyOf(version.Path), version.Id, cancellation), cancellation);

    public void Dispose() => store.Dispose();

    private async Task<StoredObject?> DownloadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var answer = await store.GetObjectAsync(address.Name, KeyOf(path), cancellation);
            using var content = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(content, cancellation);
            return new StoredObject(content.ToArray(), answer.ETag, answer.Headers.ContentType, answer.Headers.CacheControl);
        }
        catch (AmazonS3Exception none) when (none.StatusCode == HttpStatusCode.NotFound && none.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    private PutObjectRequest Put(string path, byte[] content, byte[] sha256)
    {
        var put = new PutObjectRequest
        {
            BucketName = address.Name,
            Key = KeyOf(path),
            InputStream = new MemoryStream(content, writable: false),
            ContentType = WebFile.ContentType(path),
            ChecksumSHA256 = Convert.ToBase64String(sha256),
            UseChunkEncoding = false, // some servers take the framing for content
        };
        put.Headers.CacheControl = WebFile.CacheControl(path);
        return put;
    }

    private string KeyOf(string path) => address.Prefix + path;

    private string PathOf(string key) => key[address.Prefix.Length..];

    private async Task<T> AskAsync<T>(string verb, string path, Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException or IOException or HttpRequestException or TimeoutException
            || failure is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            var reason = failure is AmazonServiceException { ErrorCode: { Length: > 0 } code } ? $"{code}: {failure.Message}" : failure.Message;
            throw new PublishingException($"Cannot {verb} '{address}{path}': {reason}", failure);
        }
    }
}

/// <summary>An object that was read.</summary>
internal sealed record StoredObject(byte[] Content, string Tag, string? ContentType, string? CacheControl);

/// <summary>An object of a list.</summary>
/// <param name="Path">Where.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Tag">Its tag: with most stores the MD5 of its bytes, in hex.</param>
internal sealed record ListedObject(string Path, long Size, string Tag);

/// <summary>A version of an object.</summary>
/// <param name="Path">Where.</param>
/// <param name="Id">Which.</param>
/// <param name="IsLatest">Whether it is the one that readers get.</param>
/// <param name="IsDeletion">Whether it says that the object is gone.</param>
internal sealed record ObjectVersion(string Path, string Id, bool IsLatest, bool IsDeletion);
