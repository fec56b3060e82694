using System.Globalization;
using System.Text;

namespace OpenMinutes.Contracts;

/// <summary>Where a walk through a body stands, and the faults it has met.</summary>
internal sealed class FaultList
{
    private const int LongestName = 100;

    private readonly List<Fault> _faults = [];
    private readonly List<Step> _path = [];

    public IReadOnlyList<Fault> Faults => _faults;

    public bool IsFull => _faults.Count == Reading<object>.MaxFaults;

    public void Enter(string member) => _path.Add(new Step(member, 0));

    public void Enter(int index) => _path.Add(new Step(null, index));

    public void Leave() => _path.RemoveAt(_path.Count - 1);

    public void Add(string code, string detail)
    {
        if (!IsFull)
        {
            _faults.Add(new Fault(Pointer(), code, detail));
        }
    }

    /// <summary>Where the walk stands.</summary>
    public Place Here() => new([.. _path]);

    private string Pointer() => PointerTo(_path);

    /// <summary>A place as a JSON pointer. A name too long to repeat ends it early, at the object that holds the name.</summary>
    private static string PointerTo(IReadOnlyList<Step> path)
    {
        var pointer = new StringBuilder();
        foreach (var (name, index) in path)
        {
            if (name is { Length: > LongestName })
            {
                break;
            }

            pointer.Append('/');
            if (name is null)
            {
                pointer.Append(CultureInfo.InvariantCulture, $"{index}");
            }
            else
            {
                pointer.Append(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
            }
        }

        return pointer.ToString();
    }

    /// <summary>A place that the walk has left; as a text it is a JSON pointer.</summary>
    internal readonly struct Place(Step[] path)
    {
        public override string ToString() => PointerTo(path);
    }

    internal readonly record struct Step(string? Name, int Index);
}
