namespace OpenMinutes.Api.Platform.Security;

/// <summary>What a key may do. Each is an authorization policy of the same name.</summary>
internal static class Scope
{
    public const string RecordsRead = "records:read";
    public const string RecordsWrite = "records:write";
    public const string RecordsApprove = "records:approve";
    public const string DirectivesWrite = "directives:write";
    public const string PublicationsWrite = "publications:write";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [RecordsRead, RecordsWrite, RecordsApprove, DirectivesWrite, PublicationsWrite, Admin];
}
