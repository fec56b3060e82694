using System.CommandLine;
using Npgsql;
using OpenMinutes.Publisher.Buckets;
using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Publisher.Commands;

/// <summary>The options that say where a release goes besides into the directory.</summary>
internal static class DeliveryOptions
{
    private const string PurgeName = ".purge";

    private static readonly Option<string?> BucketUrl = new("--bucket")
    {
        Description = "Bring each release into this bucket of S3-compatible object storage too: s3://NAME or s3://NAME/PREFIX, which belongs to the site alone. Credentials as for all of AWS's programs. Default: the environment variable OPENMINUTES_BUCKET.",
    };
    private static readonly Option<string?> Endpoint = new("--bucket-endpoint") { Description = "The address of an object store other than Amazon's. Default: the environment variable AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL." };
    private static readonly Option<string?> Region = new("--bucket-region") { Description = "The bucket's region. Default: the environment variable AWS_REGION or AWS_DEFAULT_REGION, else us-east-1." };
    private static readonly Option<bool?> PathStyle = new("--bucket-path-style") { Description = "Name the bucket in the path of addresses (true) or in the host (false). Default: in the host at Amazon's, in the path elsewhere." };
    private static readonly Option<string?> Purge = new("--purge")
    {
        Description = "A shell command that is run after each release and reads what changed from its standard input, a path a line, to make caches forget it. Default: the environment variable OPENMINUTES_PURGE.",
    };
    private static readonly Option<int> PurgeTimeout = new("--purge-timeout") { Description = "How many seconds it may take.", DefaultValueFactory = static _ => 60 };

    /// <summary>Adds them to a command.</summary>
    public static void Add(Command command)
    {
        foreach (var option in new Option[] { BucketUrl, Endpoint, Region, PathStyle, Purge, PurgeTimeout })
            command.Options.Add(option);
    }

    /// <summary>The bucket that is asked for; null for none.</summary>
    public static Bucket? BucketOf(ParseResult parsed) => (parsed.GetValue(BucketUrl) ?? Variable("OPENMINUTES_BUCKET")) is { } url
        ? BucketAddress.Parse(
            url,
            parsed.GetValue(Endpoint) ?? Variable("AWS_ENDPOINT_URL_S3") ?? Variable("AWS_ENDPOINT_URL"),
            parsed.GetValue(Region) ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION"),
            parsed.GetValue(PathStyle)).Open()
        : null;

    /// <param name="parsed">What was asked for.</param>
    /// <param name="database">The database.</param>
    /// <param name="directory">The site's directory.</param>
    /// <param name="target">The target on whose record the releases are; null if they are on none.</param>
    public static Delivery DeliveryOf(ParseResult parsed, NpgsqlDataSource database, SiteDirectory directory, string? target)
    {
        var bucket = BucketOf(parsed);
        if (bucket is not null && target is null)
            throw new PublishingException("Which target is the bucket's? Give --target: without a record, nothing keeps an older release from replacing a newer one there.");
        return new Delivery
        {
            Bucket = bucket is null ? null : new BucketTarget(database, target!, new Mirror(bucket)),
            Purge = (parsed.GetValue(Purge) ?? Variable("OPENMINUTES_PURGE")) is { } command
                ? new PurgeHook(
                    command,
                    TimeSpan.FromSeconds(parsed.GetValue(PurgeTimeout)),
                    directory.In(PurgeName),
                    new Dictionary<string, string> { ["OPENMINUTES_BASE_URL"] = Shared.SettingsOf(parsed).BaseUrl, ["OPENMINUTES_TARGET"] = target ?? "" })
                : null,
        };
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
