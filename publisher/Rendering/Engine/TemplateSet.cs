using System.Collections.Frozen;
using Scriban;
using Scriban.Syntax;

namespace OpenMinutes.Rendering.Engine;

/// <summary>The templates by name, parsed and checked once. A name is looked up here and nowhere else, so none leads out of it.</summary>
internal sealed class TemplateSet
{
    private readonly FrozenDictionary<string, ScriptPage> _pages;

    /// <exception cref="TemplateException">A template is malformed, or says what no template may.</exception>
    public TemplateSet(IEnumerable<KeyValuePair<string, string>> templates)
    {
        _pages = templates.ToFrozenDictionary(static template => template.Key, static template => Parse(template.Key, template.Value), StringComparer.Ordinal);
        foreach (var page in _pages.Values)
        {
            TemplateRules.Check(page, _pages.ContainsKey);
        }

        var compiler = new TemplateCompiler(this, Slots);
        foreach (var page in _pages.Values)
        {
            compiler.Compile(page);
        }
    }

    public Slots Slots { get; } = new();

    public ScriptPage? Find(string name) => _pages.GetValueOrDefault(name);

    private static ScriptPage Parse(string name, string text)
    {
        var template = Template.Parse(text, name);
        return template.Messages is [var fault, ..]
            ? throw new TemplateException(fault.Span, fault.Message)
            : template.Page!;
    }
}
