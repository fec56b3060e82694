using Scriban.Syntax;

namespace OpenMinutes.Rendering.Engine;

/// <summary>
/// What a template may say: text, values, if, for and include. An allow-list: whatever else the language has, now or later
/// (capture, pipes, functions, assignments), would bring logic into templates or a way around escaping.
/// </summary>
internal static class TemplateRules
{
    public static void Check(ScriptNode node, Func<string, bool> exists)
    {
        switch (node)
        {
            case ScriptVariableGlobal { Name: "include" } variable when variable.Parent is not ScriptFunctionCall:
                throw new TemplateException(variable.Span, "Include takes a template's name.");
            case ScriptMemberExpression { Target: not (ScriptVariable or ScriptMemberExpression) } member:
                throw new TemplateException(member.Span, $"Members are read of variables; `{member}` reads another's.");
            case ScriptFunctionCall { Parent: not ScriptExpressionStatement } call:
                throw new TemplateException(call.Span, "Include stands alone; it is no value.");
            case ScriptFunctionCall call:
                CheckInclude(call, exists);
                break;
            case ScriptForStatement loop:
                CheckLoop(loop);
                break;
            case ScriptBlockStatement block:
                CheckAttributes(block);
                break;
            case ScriptPage or ScriptRawStatement or ScriptEscapeStatement or ScriptExpressionStatement or ScriptNopStatement or ScriptEndStatement
                or ScriptIfStatement or ScriptElseStatement
                or ScriptVariable or ScriptMemberExpression or ScriptNestedExpression or ScriptNamedArgument or ScriptLiteral
                or ScriptUnaryExpression { Operator: ScriptUnaryOperator.Not }
                or ScriptBinaryExpression { Operator: ScriptBinaryOperator.And or ScriptBinaryOperator.Or }
                or ScriptToken or ScriptKeyword or ScriptIdentifier or ScriptList:
                break;
            default:
                throw new TemplateException(node.Span, $"A template knows text, values, if, for and include; `{node}` is none of them.");
        }

        for (var i = 0; i < node.ChildrenCount; i++)
        {
            if (node.GetChildren(i) is { } child)
            {
                Check(child, exists);
            }
        }
    }

    private static void CheckInclude(ScriptFunctionCall call, Func<string, bool> exists)
    {
        if (call.Target is not ScriptVariableGlobal { Name: "include" })
        {
            throw new TemplateException(call.Span, $"A template calls nothing but include; `{call}` is something else.");
        }

        if (call.Arguments is not [not ScriptNamedArgument, ..] || call.Arguments.Skip(1).Any(static argument => argument is not ScriptNamedArgument))
        {
            throw new TemplateException(call.Span, "Include takes a template's name, then values with names: include 'partials/x.html' one: value.");
        }

        if (call.Arguments is [ScriptLiteral { Value: string name }, ..] && !exists(name))
        {
            throw new TemplateException(call.Span, $"There is no template '{name}' to include.");
        }
    }

    private static void CheckLoop(ScriptForStatement loop)
    {
        if (loop.Variable is not ScriptVariableGlobal)
        {
            throw new TemplateException(loop.Span, "A loop needs a variable: for item in items.");
        }

        if (loop is ScriptTableRowStatement || loop.NamedArguments.Count > 0 || loop.Else is not null)
        {
            throw new TemplateException(loop.Span, "A loop goes over all of its list: for item in items … end.");
        }
    }

    /// <summary>A value in an attribute stands in quotes: escaping cannot help it otherwise.</summary>
    private static void CheckAttributes(ScriptBlockStatement block)
    {
        for (var i = 1; i < block.Statements.Count; i++)
        {
            if (block.Statements[i] is ScriptExpressionStatement value
                && block.Statements.Take(i).LastOrDefault(static before => before is not ScriptEscapeStatement) is ScriptRawStatement before
                && before.Text.ToString().EndsWith('='))
            {
                throw new TemplateException(value.Span, "A value in an attribute stands in double quotes.");
            }
        }
    }
}
