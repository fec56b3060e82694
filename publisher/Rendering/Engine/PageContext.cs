using System.Buffers;
using OpenMinutes.Rendering.Pages;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace OpenMinutes.Rendering.Engine;

/// <summary>One thread's way through templates: every value is escaped here, so that no template can forget to.</summary>
internal sealed class PageContext : TemplateContext
{
    private readonly Slots _slots;
    private readonly Stack<object?> _outer = new();

    public PageContext(Slots slots)
        : base(new ScriptObject())
    {
        _slots = slots;
        Slots = new object?[slots.Count];
        AutoIndent = false;
        NewLine = "\n";

        // Their defaults cut a page at 1 MB without a word, and stop at 1,000 iterations.
        LimitToString = 0;
        LoopLimit = 0;
    }

    public Utf8Writer Writer { get; } = new();

    /// <summary>What the variables hold, by their numbers.</summary>
    public object?[] Slots { get; }

    public void Render(ScriptPage template, Page page, IBufferWriter<byte> output)
    {
        Array.Fill(Slots, Engine.Slots.Unset);
        Slots[_slots.Of("site")] = page.Site;
        Slots[_slots.Of("page")] = page;
        Slots[_slots.Of("content")] = page.Template;
        Writer.Begin(output);
        try
        {
            Evaluate(template);
        }
        finally
        {
            Writer.End();
        }
    }

    /// <summary>Nodes of ours need none of the bookkeeping that Scriban does around each of its own.</summary>
    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction) =>
        scriptNode is TextStatement or ValueStatement or ValuePath ? scriptNode.Evaluate(this) : base.Evaluate(scriptNode, aliasReturnedFunction);

    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        switch (textAsObject)
        {
            case null:
                break;
            case string text:
                Writer.Value(text);
                break;
            case Prose prose:
                Writer.Value(prose);
                break;
            default:
                throw new ScriptRuntimeException(span, $"A template writes finished strings, not {textAsObject.GetType().Name}.");
        }

        return this;
    }

    public override void SetLoopVariable(ScriptVariable variable, object? value)
    {
        // Scriban also offers the loop's state (`for.index`); templates here know no more than the item.
        if (variable != ScriptVariable.ForObject)
        {
            Slots[_slots.Of(variable.Name)] = value;
        }
    }

    protected override void OnEnterLoop(ScriptLoopStatementBase loop) => _outer.Push(Slots[SlotOf(loop)]);

    protected override void OnExitLoop(ScriptLoopStatementBase loop) => Slots[SlotOf(loop)] = _outer.Pop();

    private int SlotOf(ScriptLoopStatementBase loop) => _slots.Of(((ScriptVariable)((ScriptForStatement)loop).Variable!).Name);
}
