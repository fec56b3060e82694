namespace OpenMinutes.Publisher.Jobs;

/// <summary>A job that this publisher holds. The attempt tells its claim from that of a publisher that took over, even one of the same name.</summary>
internal sealed record Job(long Id, long Publication, int Attempt);
