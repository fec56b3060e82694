using System.Buffers;
using System.Collections;
using OpenMinutes.Rendering.Pages;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace OpenMinutes.Rendering.Engine;

/// <summary>One thread's way through templates: every value is escaped here, so that no template can forget to.</summary>
internal sealed class PageContext : TemplateContext
{
    private readonly Utf8Writer _writer = new();
    private readonly ScriptObject _globals = [];

    public PageContext(TemplateSet templates)
        : base(new ScriptObject { ["include"] = new Include(templates) })
    {
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedIndexerAccess = false;
        AutoIndent = false;
        NewLine = "\n";

        // Their defaults cut a page at 1 MB without a word, and stop at 1,000 iterations.
        LimitToString = 0;
        LoopLimit = 0;

        PushOutput(_writer);
        PushGlobal(_globals);
    }

    public void Render(ScriptPage template, Page page, IBufferWriter<byte> output)
    {
        _globals["site"] = page.Site;
        _globals["page"] = page;
        _globals["content"] = page.Template;

        _writer.Begin(output);
        try
        {
            Evaluate(template);
        }
        finally
        {
            _writer.End();
        }
    }

    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        switch (textAsObject)
        {
            case null:
                break;
            case string text:
                _writer.Value(text);
                break;
            case Prose prose:
                prose.WriteTo(_writer);
                break;
            default:
                throw new ScriptRuntimeException(span, $"A template writes finished strings, not {textAsObject.GetType().Name}.");
        }

        return this;
    }

    protected override IObjectAccessor? GetMemberAccessorImpl(object target) => target switch
    {
        IScriptObject or string or IList => base.GetMemberAccessorImpl(target),
        _ when target.GetType().Assembly == typeof(PageContext).Assembly => ViewAccessor.Of(target.GetType()),
        _ => throw new InvalidOperationException($"{target.GetType().Name} is no view model."),
    };
}
