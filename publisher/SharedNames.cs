using System.Collections.Concurrent;

namespace OpenMinutes.Publisher;

/// <summary>
/// Names of which there are few and which come often, such as those of series: each is in memory once. <see cref="string.Intern"/> does the same behind a lock, for which a whole build paid a
/// twentieth of its processor time.
/// </summary>
internal sealed class SharedNames
{
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);

    public string Of(string name) => _names.GetOrAdd(name, name);
}
