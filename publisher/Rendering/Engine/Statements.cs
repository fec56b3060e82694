using System.Text;
using Scriban;
using Scriban.Syntax;

namespace OpenMinutes.Rendering.Engine;

/// <summary>A template's own text, encoded once.</summary>
internal sealed class TextStatement(string text) : ScriptStatement
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(text);
    private readonly bool _opensUrl = text.EndsWith("href=\"", StringComparison.Ordinal) || text.EndsWith("src=\"", StringComparison.Ordinal);
    private readonly bool? _endsInTag = text.AsSpan().LastIndexOfAny('<', '>') is var last and >= 0 ? text[last] == '<' : null;

    public override object? Evaluate(TemplateContext context)
    {
        ((PageContext)context).Writer.Text(_utf8, _opensUrl, _endsInTag);
        return null;
    }

    public override void PrintTo(ScriptPrinter printer) => printer.Write(text);
}

/// <summary>Writes a value where it stands.</summary>
internal sealed class ValueStatement(ScriptExpression value) : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        context.Write(Span, value.Evaluate(context));
        return null;
    }

    public override void PrintTo(ScriptPrinter printer) => printer.Write(value);
}
