using Scriban;
using Scriban.Syntax;

namespace OpenMinutes.Rendering.Engine;

/// <summary>
/// A variable and its members, <c>c.note.tag</c>, found in a slot and by compiled delegates. Scriban's own lookup walks every scope and loop
/// around it, which was four fifths of the time a page of minutes took.
/// </summary>
internal sealed class ValuePath(string name, int slot, string[] members) : ScriptExpression
{
    // What each member was last read of: almost always the same type again. Threads may overwrite each other's; any entry is right for its type.
    private readonly Member?[] _last = new Member?[members.Length];

    public override object? Evaluate(TemplateContext context)
    {
        var value = ((PageContext)context).Slots[slot];
        if (ReferenceEquals(value, Slots.Unset))
        {
            throw new ScriptRuntimeException(Span, $"There is no variable `{name}` here.");
        }

        for (var i = 0; i < members.Length; i++)
        {
            if (value is null)
            {
                throw new ScriptRuntimeException(Span, $"`{this}`: there is no `{members[i]}` of what is absent; ask `if` first.");
            }

            var member = _last[i];
            if (member is null || member.Type != value.GetType())
            {
                var getter = ViewMembers.Find(value.GetType(), members[i])
                    ?? throw new ScriptRuntimeException(Span, $"`{this}`: {value.GetType().Name} has no member `{members[i]}`.");
                _last[i] = member = new Member(value.GetType(), getter);
            }

            value = member.Read(value);
        }

        return value;
    }

    public override void PrintTo(ScriptPrinter printer)
    {
        printer.Write(name);
        foreach (var member in members)
        {
            printer.Write(".").Write(member);
        }
    }

    private sealed record Member(Type Type, Func<object, object?> Read);
}

/// <summary>The variables of all templates of a set, numbered, and what an absent one holds.</summary>
internal sealed class Slots
{
    public static readonly object Unset = new();

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public Slots()
    {
        Of("site");
        Of("page");
        Of("content");
    }

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
