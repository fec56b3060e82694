using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Text;

/// <summary>The contract's terms in the words of a site's language.</summary>
internal static class Words
{
    /// <summary>null where the clauses say it better than a word.</summary>
    public static string? Of(Messages texts, OutcomeResult? result) => result is null or OutcomeResult.Other ? null : texts[result switch
    {
        OutcomeResult.Noted => "words.noted",
        OutcomeResult.Accepted => "words.accepted",
        OutcomeResult.Amended => "words.amended",
        OutcomeResult.Deferred => "words.deferred",
        OutcomeResult.Rejected => "words.rejected",
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    }];

    public static string Of(Messages texts, AttendeeRole role) => texts[role switch
    {
        AttendeeRole.Chair => "words.chair",
        AttendeeRole.Recorder => "words.recorder",
        AttendeeRole.Attendee => "words.attendee",
        AttendeeRole.Observer => "words.observer",
        AttendeeRole.Unspecified => "words.unspecified",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    }];

    public static string Of(Messages texts, AttendanceStatus status) => texts[status switch
    {
        AttendanceStatus.Present => "words.present",
        AttendanceStatus.Leave => "words.leave",
        AttendanceStatus.Absent => "words.absent",
        AttendanceStatus.Represented => "words.represented",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    }];

    /// <summary>Whether and how a person was there; null where the minutes do not tell.</summary>
    public static string? Of(Messages texts, PublicAttendee attendee) => attendee switch
    {
        { Status: AttendanceStatus.Present, Mode: AttendanceMode.Remote } => texts["words.present_remotely"],
        { Status: { } status } => Of(texts, status),
        _ => null,
    };

    /// <summary>Who stood in for a person.</summary>
    public static string Of(Messages texts, Representative deputy) => texts.With("words.deputy", ("name", deputy.Name), ("title", deputy.Title ?? ""));

    public static string Of(Messages texts, Ground ground) => texts[ground switch
    {
        Ground.StateSecret => "words.ground.1",
        Ground.CrimeOrSafety => "words.ground.2",
        Ground.PreDecision => "words.ground.3",
        Ground.Supervision => "words.ground.4",
        Ground.Examination => "words.ground.5",
        Ground.Privacy => "words.ground.6",
        Ground.BusinessSecret => "words.ground.7",
        Ground.CulturalHeritage => "words.ground.8",
        Ground.StateEnterprise => "words.ground.9",
        _ => throw new ArgumentOutOfRangeException(nameof(ground)),
    }];

    /// <summary>Why a part is closed.</summary>
    public static string Of(Messages texts, Disclosure closed) => (closed.Level, closed.Ground) switch
    {
        (DisclosureLevel.Summary, null) => texts["words.summarised"],
        (DisclosureLevel.Summary, { } ground) => texts.With("words.summarised_by", ("ground", Of(texts, ground))),
        (_, null) => texts["words.withheld"],
        (_, { } ground) => texts.With("words.withheld_by", ("ground", Of(texts, ground))),
    };
}
