using Scriban.Parsing;

namespace OpenMinutes.Rendering.Engine;

/// <summary>A variable and its members, <c>c.note.tag</c>, found in a slot and by compiled delegates.</summary>
internal sealed class ValuePath(string name, int slot, string[] members, SourceSpan place) : TemplateValue(place)
{
    // How each member was last read: almost always it is the same type again. Threads may overwrite each other's; what is of another type says so.
    private readonly Func<object, object?>?[] _last = new Func<object, object?>?[members.Length];

    public override object? Read(PageContext context)
    {
        var value = context.Slots[slot];
        var last = _last;
        if (last.Length == 0)
        {
            Require(context, value);
        }

        for (var i = 0; i < last.Length; i++)
        {
            var member = value is not null && last[i] is { } read ? read(value) : ViewMember.OfAnother;
            value = ReferenceEquals(member, ViewMember.OfAnother) ? First(context, value, i) : member;
        }

        return value;
    }

    /// <summary>Reads a member of a value whose type is another than the last one's.</summary>
    private object? First(PageContext context, object? value, int i)
    {
        Require(context, value);
        if (value is null)
        {
            throw context.Fault(Place, $"`{this}`: there is no `{members[i]}` of what is absent; ask `if` first.");
        }

        var read = ViewMembers.Find(value.GetType(), members[i]) ?? throw context.Fault(Place, $"`{this}`: {value.GetType().Name} has no member `{members[i]}`.");
        _last[i] = read;
        return read(value);
    }

    /// <summary>Makes sure that there is such a variable. Where a member was read it need not be asked: what an absent variable holds is of no view.</summary>
    private void Require(PageContext context, object? value)
    {
        if (ReferenceEquals(value, Slots.Unset))
        {
            throw context.Fault(Place, $"There is no variable `{name}` here.");
        }
    }

    public override string ToString() => string.Join('.', [name, .. members]);
}

/// <summary>The variables of all templates of a set, numbered, and what an absent one holds.</summary>
internal sealed class Slots
{
    // The variables that every page has.
    public const int Site = 0;
    public const int Page = 1;
    public const int Content = 2;

    public static readonly object Unset = new();

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { ["site"] = Site, ["page"] = Page, ["content"] = Content };

    public int Count => _numbers.Count;

    public int Of(string variable)
    {
        if (!_numbers.TryGetValue(variable, out var slot))
        {
            slot = _numbers.Count;
            _numbers.Add(variable, slot);
        }

        return slot;
    }
}
