using System.Diagnostics;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using OpenMinutes.Publisher.Buckets;

namespace OpenMinutes.Tests.Support;

/// <summary>An object store with Amazon's S3 protocol, in a process of its own that ends with this one: OpenStack Swift.</summary>
public sealed class ObjectStore : IAsyncLifetime
{
    internal const string User = "minutes:publisher";
    internal const string Password = "secret";

    private readonly string _folder = Directory.CreateTempSubdirectory("openminutes-store-").FullName;
    private Process? _server;
    private AmazonS3Client? _client;
    private int _buckets;

    internal int Port { get; private set; }

    internal static BasicAWSCredentials Credentials => new(User, Password);

    /// <summary>Somebody else who may do everything there.</summary>
    internal IAmazonS3 Client => _client!;

    public async ValueTask InitializeAsync()
    {
        _server = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Repository.PathOf("tests", "Support", "object_store.py"), _folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var port = await _server.StandardOutput.ReadLineAsync();
        Assert.True(port is not null, "the object store did not start: is the package python3-swift installed?");
        Port = int.Parse(port, System.Globalization.CultureInfo.InvariantCulture);
        _client = new AmazonS3Client(Credentials, new AmazonS3Config { ServiceURL = $"http://127.0.0.1:{Port}", ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _server!.StandardInput.Close();
        await _server.WaitForExitAsync();
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A new bucket, and how a publisher gets there.</summary>
    /// <param name="port">The port of what is in between; null for nothing.</param>
    internal async Task<BucketAddress> MakeBucketAsync(int? port = null)
    {
        var name = $"site-{Interlocked.Increment(ref _buckets)}";
        await Client.PutBucketAsync(name);
        return BucketAddress.Parse($"s3://{name}/minutes", $"http://{IPAddress.Loopback}:{port ?? Port}", region: null, pathStyle: null);
    }

    /// <summary>All objects below a bucket's prefix, as bytes.</summary>
    internal async Task<SortedDictionary<string, byte[]>> ReadAsync(BucketAddress address)
    {
        var objects = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var found in Client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = address.Name }).S3Objects)
        {
            using var answer = await Client.GetObjectAsync(address.Name, found.Key);
            using var content = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(content);
            objects.Add(found.Key[address.Prefix.Length..], content.ToArray());
        }
        return objects;
    }
}
