using Scriban;
using Scriban.Syntax;

namespace OpenMinutes.Rendering.Engine;

/// <summary>
/// <c>include 'partials/x.html' name: value</c>: the template is written where it stands, its values escaped once; in it <c>$name</c> is the value.
/// Scriban's own include makes a string of it first, which would be escaped again.
/// </summary>
internal sealed class IncludeCall(ScriptExpression template, (int Slot, ScriptExpression Value)[] arguments, TemplateSet templates) : ScriptExpression
{
    public override object? Evaluate(TemplateContext context)
    {
        var name = context.Evaluate(template) as string;
        var page = name is null ? null : templates.Find(name);
        if (page is null)
        {
            throw new ScriptRuntimeException(Span, $"There is no template '{name}' to include.");
        }

        var slots = ((PageContext)context).Slots;
        var values = new object?[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = context.Evaluate(arguments[i].Value);
        }

        Swap(slots, values);
        context.EnterRecursive(this);
        context.Evaluate(page);
        context.ExitRecursive(this);
        Swap(slots, values);
        return null;
    }

    public override void PrintTo(ScriptPrinter printer) => printer.Write("include ").Write(template);

    private void Swap(object?[] slots, object?[] values)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            (slots[arguments[i].Slot], values[i]) = (values[i], slots[arguments[i].Slot]);
        }
    }
}
