using System.CommandLine;
using Npgsql;
using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Publisher.Commands;

/// <summary>The site as it is to be made now. Changed templates and settings are seen without a restart; as long as they are the same, their compiled form serves again.</summary>
internal sealed class CurrentSite(ParseResult parsed, NpgsqlDataSource database, SiteDirectory directory, Delivery delivery)
{
    private string? _version;
    private Site? _site;

    public Site Get()
    {
        var version = Shared.SiteVersionOf(parsed);
        if (_site is null || _version != version)
            (_site, _version) = (Shared.SiteOf(parsed, database, directory, delivery), version);
        return _site;
    }
}
