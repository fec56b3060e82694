namespace OpenMinutes.Publisher.Jobs;

/// <summary>A job that this publisher holds. The attempt tells its claim from that of a publisher that took over, even one of the same name.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Publication">The publication it belongs to.</param>
/// <param name="Attempt">Which claim it is.</param>
/// <param name="Scope">What is rendered again besides what changed, as JSON.</param>
/// <param name="DryRun">Whether it only tells what it would change.</param>
/// <param name="Undoes">The release to go back from; null for a publication.</param>
internal sealed record Job(long Id, long Publication, int Attempt, string Scope, bool DryRun, long? Undoes);
