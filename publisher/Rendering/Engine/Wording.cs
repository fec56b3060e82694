using OpenMinutes.Rendering.Text;
using Scriban.Syntax;

namespace OpenMinutes.Rendering.Engine;

/// <summary>
/// Puts the site's own texts of one language into a parsed template, so that they cost a page nothing: <c>text.home.newest</c>, or with values for its holes
/// <c>text.home.count count: page.count</c>. What is left is a template like any other.
/// </summary>
/// <param name="texts">The texts.</param>
/// <param name="root">What the addresses of the language's pages begin with: nothing, or <c>/en</c>.</param>
internal sealed class Wording(Messages texts, string root)
{
    private const string Name = "text";

    public void Put(ScriptNode node)
    {
        if (node is ScriptBlockStatement block && block.Statements.Any(IsText))
        {
            Rewrite(block);
        }
        else if (node is ScriptNamedArgument { Value: { } value } argument && KeyOf(value) is { } key)
        {
            argument.Value = new ScriptLiteral(Whole(key, value)) { Span = value.Span };
        }

        for (var i = 0; i < node.ChildrenCount; i++)
        {
            if (node.GetChildren(i) is { } child)
            {
                Put(child);
            }
        }
    }

    private static bool IsText(ScriptStatement statement) => statement is ScriptExpressionStatement { Expression: { } written } && KeyOf(Target(written)) is not null;

    private static ScriptExpression Target(ScriptExpression written) => written is ScriptFunctionCall { Target: { } target } ? target : written;

    /// <summary>home.newest of text.home.newest; null of what is no text.</summary>
    private static string? KeyOf(ScriptExpression? expression)
    {
        var key = "";
        while (expression is ScriptMemberExpression { Member: { } member, Target: { } owner })
        {
            key = key.Length == 0 ? member.Name : $"{member.Name}.{key}";
            expression = owner;
        }

        return expression is ScriptVariableGlobal { Name: Name } && key.Length > 0 ? key : null;
    }

    private void Rewrite(ScriptBlockStatement block)
    {
        var worded = new List<ScriptStatement>();
        foreach (var statement in block.Statements)
        {
            if (IsText(statement))
            {
                Add(worded, ((ScriptExpressionStatement)statement).Expression!);
            }
            else if (statement is ScriptRawStatement raw)
            {
                Add(worded, raw.Text.ToString(), raw);
            }
            else if (statement is not ScriptEscapeStatement)
            {
                worded.Add(statement);
            }
        }

        block.Statements.Clear();
        foreach (var statement in worded)
        {
            block.Statements.Add(statement);
        }
    }

    /// <summary>Adds a text and what fills its holes.</summary>
    private void Add(List<ScriptStatement> worded, ScriptExpression written)
    {
        var key = KeyOf(Target(written))!;
        var values = written is ScriptFunctionCall call ? call.Arguments : [];
        if (values.FirstOrDefault(static value => value is not ScriptNamedArgument { Value: not null }) is { } unnamed)
        {
            throw new TemplateException(unnamed.Span, "The values of a text have names: text.home.count count: page.count.");
        }

        if (Given(key) is { } given)
        {
            Add(worded, given, written);
            return;
        }

        var message = Find(key, written);
        if (IsInTag(worded) && message.Text.AsSpan().ContainsAny('<', '>', '"'))
        {
            throw new TemplateException(written.Span, $"The text '{key}' ({message.Place}) has markup or quotes, which no attribute can hold.");
        }

        foreach (var piece in message.Pieces)
        {
            if (piece.IsHole)
            {
                var value = values.Cast<ScriptNamedArgument>().FirstOrDefault(value => value.Name?.Name == piece.Text)?.Value
                    ?? throw new TemplateException(written.Span, $"Nothing fills the hole {{{piece.Text}}} of the text '{key}' ({message.Place}).");
                worded.Add(new ScriptExpressionStatement { Expression = (ScriptExpression)value.Clone(), Span = written.Span });
            }
            else
            {
                Add(worded, piece.Text, written);
            }
        }
    }

    /// <summary>Adds text of the template's; what stands together becomes one.</summary>
    private static void Add(List<ScriptStatement> worded, string text, ScriptNode origin)
    {
        if (worded is [.., ScriptRawStatement before])
        {
            worded[^1] = new ScriptRawStatement { Text = new ScriptStringSlice(before.Text.ToString() + text), Span = before.Span };
        }
        else
        {
            worded.Add(new ScriptRawStatement { Text = new ScriptStringSlice(text), Span = origin.Span });
        }
    }

    /// <summary>Whether the last bracket before this place opened a tag.</summary>
    private static bool IsInTag(List<ScriptStatement> worded)
    {
        var before = worded.OfType<ScriptRawStatement>().Select(static raw => raw.Text.ToString()).LastOrDefault(static text => text.AsSpan().ContainsAny('<', '>'));
        return before is not null && before.LastIndexOf('<') > before.LastIndexOf('>');
    }

    private string Whole(string key, ScriptExpression written)
    {
        var message = Find(key, written);
        return message.Holes.FirstOrDefault() is { } hole
            ? throw new TemplateException(written.Span, $"Nothing fills the hole {{{hole}}} of the text '{key}' ({message.Place}).")
            : message.Text;
    }

    private Message Find(string key, ScriptExpression written) =>
        texts.Find(key) ?? throw new TemplateException(written.Span, $"There is no text '{key}' in {texts.File}.");

    /// <summary>What is said of the language itself and of its place, not by its file.</summary>
    private string? Given(string key) => key switch
    {
        "language.code" => texts.Language,
        "language.root" => root,
        // For the tag of what is in the language of the minutes, where the page is not; and of what in it is in the page's again.
        "language.minutes" => texts.Language == Messages.Complete ? "" : $" lang=\"{Messages.Complete}\"",
        "language.own" => texts.Language == Messages.Complete ? "" : $" lang=\"{texts.Language}\"",
        _ => null,
    };
}
