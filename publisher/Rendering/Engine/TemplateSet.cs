using System.Collections.Frozen;
using Scriban;
using Scriban.Syntax;

namespace OpenMinutes.Rendering.Engine;

/// <summary>The templates by name, parsed, worded in one language, checked and compiled once. A name is looked up here and nowhere else, so none leads out of it.</summary>
internal sealed class TemplateSet
{
    private readonly FrozenDictionary<string, Statement> _templates;

    /// <param name="templates">Their texts by name.</param>
    /// <param name="wording">Puts the site's texts in.</param>
    /// <param name="assets">The addresses of the assets by their names.</param>
    /// <exception cref="TemplateException">A template is malformed, says what no template may, or asks for a text or an asset that is not there.</exception>
    public TemplateSet(IEnumerable<KeyValuePair<string, string>> templates, Wording wording, IReadOnlyDictionary<string, string> assets)
    {
        var pages = templates.ToDictionary(static template => template.Key, static template => Parse(template.Key, template.Value), StringComparer.Ordinal);
        foreach (var page in pages.Values)
        {
            wording.Put(page);
            TemplateRules.Check(page, pages.ContainsKey);
        }

        var compiler = new TemplateCompiler(Slots, assets);
        _templates = pages.ToFrozenDictionary(static page => page.Key, page => compiler.Compile(page.Value.Body), StringComparer.Ordinal);
    }

    public Slots Slots { get; } = new();

    public Statement? Find(string name) => _templates.GetValueOrDefault(name);

    private static ScriptPage Parse(string name, string text)
    {
        var template = Template.Parse(text, name);
        return template.Messages is [var fault, ..]
            ? throw new TemplateException(fault.Span, fault.Message)
            : template.Page!;
    }
}
