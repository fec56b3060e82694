using Scriban.Syntax;

namespace OpenMinutes.Rendering.Engine;

/// <summary>Puts <see cref="TextStatement"/>, <see cref="ValueStatement"/>, <see cref="ValuePath"/> and <see cref="IncludeCall"/> into a checked template where it
/// has text, writes and reads values and includes others; the rest stays Scriban's.</summary>
internal sealed class TemplateCompiler(TemplateSet templates, Slots slots)
{
    public void Compile(ScriptNode node)
    {
        switch (node)
        {
            case ScriptBlockStatement block:
                for (var i = 0; i < block.Statements.Count; i++)
                {
                    block.Statements[i] = block.Statements[i] switch
                    {
                        ScriptExpressionStatement { Expression: { } written } => new ValueStatement(Compile(written)) { Span = written.Span },
                        ScriptRawStatement text => new TextStatement(text.Text.ToString()) { Span = text.Span },
                        var other => other,
                    };
                }

                break;
            case ScriptIfStatement { Condition: { } condition } statement:
                statement.Condition = Compile(condition);
                break;
            case ScriptForStatement { Iterator: { } list } loop:
                loop.Iterator = Compile(list);
                slots.Of(((ScriptVariable)loop.Variable!).Name);
                break;
        }

        for (var i = 0; i < node.ChildrenCount; i++)
        {
            if (node.GetChildren(i) is { } child and not ScriptExpression)
            {
                Compile(child);
            }
        }
    }

    private ScriptExpression Compile(ScriptExpression expression)
    {
        switch (expression)
        {
            case ScriptFunctionCall include:
                return new IncludeCall(Compile(include.Arguments[0]), [.. include.Arguments.Skip(1).Cast<ScriptNamedArgument>().Select(Argument)], templates) { Span = include.Span };
            case ScriptVariable or ScriptMemberExpression:
                return Path(expression);
            case ScriptNestedExpression { Expression: { } inner }:
                return Compile(inner);
            case ScriptUnaryExpression { Right: { } operand } not:
                not.Right = Compile(operand);
                return not;
            case ScriptBinaryExpression { Left: { } left, Right: { } right } both:
                both.Left = Compile(left);
                both.Right = Compile(right);
                return both;
            default:
                return expression;
        }
    }

    private (int Slot, ScriptExpression Value) Argument(ScriptNamedArgument argument) => (slots.Of("$" + argument.Name!.Name), Compile(argument.Value!));

    private ValuePath Path(ScriptExpression expression)
    {
        var members = new List<string>();
        var target = expression;
        while (target is ScriptMemberExpression { Member: { } member, Target: { } owner })
        {
            members.Insert(0, member.Name);
            target = owner;
        }

        // The variables of an include are $name, in this name too.
        var name = ((ScriptVariable)target).Name;
        return new ValuePath(name, slots.Of(name), [.. members]) { Span = expression.Span };
    }
}
