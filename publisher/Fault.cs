using System.Diagnostics;

namespace OpenMinutes.Publisher;

/// <summary>
/// Where a test lets the publisher die: <c>OPENMINUTES_FAULT</c> names a step, in small letters, and the process that gets there ends as if it were killed, without a word and with
/// nothing tidied up. Whatever it was, the next publisher must go on from there.
/// </summary>
internal static class Fault
{
    private static readonly Step? Asked = Enum.TryParse<Step>(Environment.GetEnvironmentVariable("OPENMINUTES_FAULT"), ignoreCase: true, out var step) ? step : null;

    public static void At(Step step)
    {
        if (step != Asked)
            return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}

/// <summary>The steps of a publication, in the order in which they are done, and last those of a way back.</summary>
internal enum Step
{
    /// <summary>The job is claimed.</summary>
    Claimed,

    /// <summary>It is known what is to be drawn.</summary>
    Planned,

    /// <summary>The idle tree is marked as unfinished, and is as it was.</summary>
    Marked,

    /// <summary>The idle tree is as the live one.</summary>
    CaughtUp,

    /// <summary>A file of the new release is written.</summary>
    Written,

    /// <summary>All are, but the manifest.</summary>
    Rendered,

    /// <summary>The manifest's root is written, and the signature is another one's.</summary>
    RootWritten,

    /// <summary>The release is complete.</summary>
    Verified,

    /// <summary>The job is held fast in an open transaction.</summary>
    Held,

    /// <summary>The release is on disk.</summary>
    Synced,

    /// <summary>The link that will replace the live one is there.</summary>
    Linked,

    /// <summary>The release is live.</summary>
    Switched,

    /// <summary>A file of what was closed is taken out of the former release.</summary>
    TakenOut,

    /// <summary>Both trees are on disk, and the mark is still there.</summary>
    Settled,

    /// <summary>The mark is gone.</summary>
    Finished,

    /// <summary>The release is on record, in a transaction that is not committed.</summary>
    Recorded,

    /// <summary>The job is done.</summary>
    Committed,

    /// <summary>On the way back: the files of the former release have new times.</summary>
    Renewed,
}
