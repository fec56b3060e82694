using System.Collections;
using System.Text;
using OpenMinutes.Contracts;
using Scriban.Parsing;

namespace OpenMinutes.Rendering.Engine;

/// <summary>A piece of a compiled template, which writes itself where it stands.</summary>
internal abstract class Statement
{
    public abstract void Write(PageContext context);
}

/// <summary>One step after the other.</summary>
internal sealed class Block(TemplateStep[] steps) : Statement
{
    public override void Write(PageContext context)
    {
        foreach (var step in steps)
        {
            step.Text?.Write(context);
            step.Then?.Write(context);
        }
    }
}

/// <summary>A text of the template's and what follows it. Nearly all that a template writes follows a text.</summary>
internal readonly record struct TemplateStep(TemplateText? Text, Statement? Then);

/// <summary>A template's own text, encoded once.</summary>
internal sealed class TemplateText(string text)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(text);
    private readonly bool _opensUrl = text.EndsWith("href=\"", StringComparison.Ordinal) || text.EndsWith("src=\"", StringComparison.Ordinal);
    private readonly bool? _endsInTag = text.AsSpan().LastIndexOfAny('<', '>') is var last and >= 0 ? text[last] == '<' : null;

    public void Write(PageContext context) => context.Writer.Text(_utf8, _opensUrl, _endsInTag);
}

/// <summary>Writes a value. Every value is escaped here, so that no template can forget to.</summary>
internal sealed class ValueStatement(TemplateValue value) : Statement
{
    public override void Write(PageContext context)
    {
        switch (value.Read(context))
        {
            case null:
                break;
            case string text:
                context.Writer.Value(text);
                break;
            case StoredText prose:
                context.Writer.Value(prose);
                break;
            case var other:
                throw context.Fault(value.Place, $"A template writes finished strings, not {other.GetType().Name}.");
        }
    }
}

internal sealed class IfStatement(TemplateValue condition, Statement then, Statement? otherwise) : Statement
{
    public override void Write(PageContext context)
    {
        if (condition.IsTrue(context))
        {
            then.Write(context);
        }
        else
        {
            otherwise?.Write(context);
        }
    }
}

/// <summary><c>for item in items</c>: in it, the variable is the item; behind it, again what it was before.</summary>
internal sealed class ForStatement(int slot, TemplateValue list, Statement body) : Statement
{
    public override void Write(PageContext context)
    {
        var items = list.Read(context);
        var outer = context.Slots[slot];
        switch (items)
        {
            case null:
                break;
            case object?[] array:
                foreach (var item in array)
                {
                    context.Slots[slot] = item;
                    body.Write(context);
                }

                break;
            case IEnumerable sequence:
                foreach (var item in sequence)
                {
                    context.Slots[slot] = item;
                    body.Write(context);
                }

                break;
            default:
                throw context.Fault(list.Place, $"A loop goes over a list, not {items.GetType().Name}.");
        }

        context.Slots[slot] = outer;
    }
}

/// <summary><c>include 'partials/x.html' name: value</c>: another template, in which <c>$name</c> is the value.</summary>
internal sealed class IncludeStatement(TemplateValue template, (int Slot, TemplateValue Value)[] arguments, SourceSpan place) : Statement
{
    private Statement? _named;

    public override void Write(PageContext context)
    {
        var included = _named ?? context.Find(template.Read(context) as string, place);
        if (template is LiteralValue)
        {
            _named = included;
        }

        if (arguments is [var only])
        {
            var outer = context.Slots[only.Slot];
            context.Slots[only.Slot] = only.Value.Read(context);
            context.Include(included, place);
            context.Slots[only.Slot] = outer;
            return;
        }

        var values = new object?[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i].Value.Read(context);
        }

        Swap(context.Slots, values);
        context.Include(included, place);
        Swap(context.Slots, values);
    }

    private void Swap(object?[] slots, object?[] values)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            (slots[arguments[i].Slot], values[i]) = (values[i], slots[arguments[i].Slot]);
        }
    }
}
