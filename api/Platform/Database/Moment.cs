namespace OpenMinutes.Api.Platform.Database;

/// <summary>
/// What of the database was committed when a statement began. Nothing changes but by a transaction that commits, and PostgreSQL's snapshot says which have: so two statements of the same moment see
/// the same rows, and what was made of the one need not be read again for the other. Two servers, or one before and after its restart, have no moment in common.
/// </summary>
/// <param name="Text">What PostgreSQL calls it.</param>
internal sealed record Moment(string Text)
{
    /// <summary>The text of the moment of the statement that this is part of.</summary>
    public const string Now = "(select concat(pg_postmaster_start_time(), ' ', pg_current_snapshot()))";
}
