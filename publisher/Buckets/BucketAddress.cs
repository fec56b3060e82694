using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace OpenMinutes.Publisher.Buckets;

/// <summary>Where in an object store a site is.</summary>
/// <param name="Name">The bucket.</param>
/// <param name="Prefix">With which its keys begin: empty, or with a slash at the end.</param>
/// <param name="Endpoint">The address of an object store other than Amazon's.</param>
/// <param name="Region">The region, which signatures name.</param>
/// <param name="PathStyle">Whether the bucket is named in the path of an address; else in its host.</param>
internal sealed record BucketAddress(string Name, string Prefix, string? Endpoint, string Region, bool PathStyle)
{
    private const string Scheme = "s3://";
    private const string DefaultRegion = "us-east-1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="url"><c>s3://bucket</c> or <c>s3://bucket/prefix</c>.</param>
    /// <param name="endpoint">The address of the object store; null for Amazon's.</param>
    /// <param name="region">The region; null for the usual one.</param>
    /// <param name="pathStyle">How the bucket is named; null for what is usual there.</param>
    public static BucketAddress Parse(string url, string? endpoint, string? region, bool? pathStyle)
    {
        var rest = url.StartsWith(Scheme, StringComparison.Ordinal) ? url[Scheme.Length..] : "";
        var name = rest.Split('/')[0];
        if (name.Length == 0)
            throw new PublishingException($"'{url}' is no bucket: s3://NAME or s3://NAME/PREFIX.");
        var prefix = rest[name.Length..].Trim('/');
        return new BucketAddress(name, prefix.Length == 0 ? "" : prefix + "/", endpoint, region ?? DefaultRegion, pathStyle ?? endpoint is not null);
    }

    /// <summary>The same wherever a publisher runs that writes there.</summary>
    public override string ToString() => $"{Scheme}{Name}/{Prefix}";

    /// <param name="credentials">null for those that all of AWS's programs find.</param>
    /// <param name="retries">How often a request is tried again that got no answer, each time after a longer pause.</param>
    public Bucket Open(AWSCredentials? credentials = null, int retries = 5)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = PathStyle,
            MaxErrorRetry = retries,
            RetryMode = RequestRetryMode.Standard,
            Timeout = Patience,
            // Every object is given with its own SHA-256; what some servers do not know is not asked for.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (Endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        }
        else
        {
            config.ServiceURL = Endpoint;
            config.AuthenticationRegion = Region;
        }
        return new Bucket(credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(credentials, config), this);
    }
}
