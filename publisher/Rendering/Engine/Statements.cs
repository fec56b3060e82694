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
            if (step.Text is { } text)
            {
                context.Writer.Text(text);
            }

            step.Then?.Write(context);
        }
    }
}

/// <summary>A text of the template's and what follows it. Nearly all that a template writes follows a text.</summary>
internal readonly record struct TemplateStep(TemplateText? Text, Statement? Then);

/// <summary>A template's own text, encoded once.</summary>
internal sealed class TemplateText
{
    /// <summary>A text of no more bytes is copied with what it is padded with: so many bytes need no call, and nearly all texts are short.</summary>
    public const int ShortLength = 32;

    private readonly byte[] _padded;

    public TemplateText(string text)
    {
        Length = Encoding.UTF8.GetByteCount(text);
        _padded = new byte[Math.Max(Length, ShortLength)];
        Encoding.UTF8.GetBytes(text, _padded);
        OpensUrl = text.EndsWith("href=\"", StringComparison.Ordinal) || text.EndsWith("src=\"", StringComparison.Ordinal);
        var last = text.AsSpan().LastIndexOfAny('<', '>');
        HasBracket = last >= 0;
        EndsInTag = HasBracket && text[last] == '<';
    }

    /// <summary>How many bytes it has.</summary>
    public int Length { get; }

    /// <summary>Its UTF-8, and zeros up to <see cref="ShortLength"/>.</summary>
    public ReadOnlySpan<byte> Padded => _padded;

    /// <summary>Whether it ends where an attribute with a URL begins.</summary>
    public bool OpensUrl { get; }

    /// <summary>Whether it opens or closes a tag.</summary>
    public bool HasBracket { get; }

    /// <summary>Whether it ends within a tag that it opens.</summary>
    public bool EndsInTag { get; }
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
                throw Unfinished(context, other);
        }
    }

    private TemplateException Unfinished(PageContext context, object other) => context.Fault(value.Place, $"A template writes finished strings, not {other.GetType().Name}.");
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
                throw NoList(context, items);
        }

        context.Slots[slot] = outer;
    }

    private TemplateException NoList(PageContext context, object items) => context.Fault(list.Place, $"A loop goes over a list, not {items.GetType().Name}.");
}

/// <summary><c>include 'partials/x.html' name: value</c>: another template, in which <c>$name</c> is the value.</summary>
internal sealed class IncludeStatement(TemplateValue template, (int Slot, TemplateValue Value)[] arguments, SourceSpan place) : Statement
{
    private Statement? _named;

    public override void Write(PageContext context)
    {
        var included = _named ?? Find(context);
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

    private Statement Find(PageContext context)
    {
        var included = context.Find(template.Read(context) as string, place);
        if (template is LiteralValue)
        {
            _named = included;
        }

        return included;
    }

    private void Swap(object?[] slots, object?[] values)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            (slots[arguments[i].Slot], values[i]) = (values[i], slots[arguments[i].Slot]);
        }
    }
}
