namespace OpenMinutes.Api.Features.Publications;

internal static class PublicationState
{
    /// <summary>The state of publication <c>p</c> as a whole, from its jobs: it is over when all are, and as good as the worst of them.</summary>
    public const string OfPublication =
        """
        (select case when bool_or(j.state = 'running') or (bool_or(j.state = 'waiting') and bool_or(j.state <> 'waiting')) then 'running'
                     when bool_or(j.state = 'waiting') then 'waiting'
                     when bool_or(j.state = 'failed') then 'failed'
                     when bool_or(j.state = 'cancelled') then 'cancelled'
                     else 'succeeded' end
         from publishing.jobs j where j.publication = p.id)
        """;
}
