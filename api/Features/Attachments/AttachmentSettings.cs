using OpenMinutes.Api.Features.Attachments.Cleaning;

namespace OpenMinutes.Api.Features.Attachments;

/// <summary>What files are accepted.</summary>
internal sealed class AttachmentSettings
{
    private const string SizeVariable = "OPENMINUTES_ATTACHMENT_BYTES";
    private const string TypesVariable = "OPENMINUTES_ATTACHMENT_TYPES";
    private const long UsualBytes = 25 * 1024 * 1024;
    private const long MostBytes = 500_000_000;

    public AttachmentSettings(IConfiguration configuration)
    {
        LargestBytes = Math.Min(configuration.GetValue(SizeVariable, UsualBytes), MostBytes);
        Kinds = configuration[TypesVariable] is { Length: > 0 } types
            ? [.. types.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(static type => FileKind.Of(type)
                ?? throw new InvalidOperationException($"{TypesVariable}: {type} cannot be accepted; {string.Join(", ", FileKind.All.Select(static kind => kind.MediaType))} can."))]
            : FileKind.All;
    }

    public long LargestBytes { get; }

    public IReadOnlyList<FileKind> Kinds { get; }
}

internal static class AttachmentSetup
{
    public static void AddAttachments(this IServiceCollection services)
    {
        services.AddSingleton<AttachmentSettings>();
        services.AddSingleton<Intake>();
    }
}
