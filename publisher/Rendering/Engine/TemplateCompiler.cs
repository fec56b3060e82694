using Scriban.Syntax;

namespace OpenMinutes.Rendering.Engine;

/// <summary>
/// Makes of a checked template, as Scriban parsed it, the few <see cref="Statement"/>s that write it. Scriban's own evaluation looks every name up
/// through all scopes around it and makes a string of every include, which would be escaped again.
/// </summary>
/// <param name="slots">Numbers the variables.</param>
/// <param name="assets">The addresses of the assets by their names: <c>asset.seal.svg</c> is that of <c>seal.svg</c>.</param>
internal sealed class TemplateCompiler(Slots slots, IReadOnlyDictionary<string, string> assets)
{
    private const string Asset = "asset";

    public Statement Compile(ScriptBlockStatement? block)
    {
        var steps = new List<TemplateStep>();
        foreach (var statement in block?.Statements ?? [])
        {
            if (statement is ScriptRawStatement raw)
            {
                steps.Add(new TemplateStep(new TemplateText(raw.Text.ToString()), null));
            }
            else if (Statement(statement) is { } then)
            {
                if (steps is [.., { Then: null } text])
                {
                    steps[^1] = text with { Then = then };
                }
                else
                {
                    steps.Add(new TemplateStep(null, then));
                }
            }
        }

        return steps is [{ Text: null, Then: { } only }] ? only : new Block([.. steps]);
    }

    private Statement? Statement(ScriptStatement statement) => statement switch
    {
        ScriptExpressionStatement { Expression: ScriptFunctionCall include } => Include(include),
        ScriptExpressionStatement { Expression: { } written } => new ValueStatement(Value(written)),
        ScriptConditionStatement condition => Condition(condition),
        ScriptForStatement { Variable: ScriptVariable variable, Iterator: { } list } loop => new ForStatement(slots.Of(variable.Name), Value(list), Compile(loop.Body)),
        _ => null,
    };

    private Statement? Condition(ScriptConditionStatement? condition) => condition switch
    {
        ScriptIfStatement { Condition: { } asked } choice => new IfStatement(Value(asked), Compile(choice.Then), Condition(choice.Else)),
        ScriptElseStatement otherwise => Compile(otherwise.Body),
        _ => null,
    };

    private IncludeStatement Include(ScriptFunctionCall include) => new(
        Value(include.Arguments[0]),
        [.. include.Arguments.Skip(1).Cast<ScriptNamedArgument>().Select(argument => (slots.Of("$" + argument.Name!.Name), Value(argument.Value!)))],
        include.Span);

    private TemplateValue Value(ScriptExpression expression) => expression switch
    {
        ScriptVariable or ScriptMemberExpression => Path(expression),
        ScriptLiteral literal => new LiteralValue(literal.Value, literal.Span),
        ScriptNestedExpression { Expression: { } inner } => Value(inner),
        ScriptUnaryExpression { Right: { } operand } => new NotCondition(Value(operand), expression.Span),
        ScriptBinaryExpression { Operator: ScriptBinaryOperator.And, Left: { } left, Right: { } right } => new AndCondition(Value(left), Value(right), expression.Span),
        ScriptBinaryExpression { Operator: ScriptBinaryOperator.Or, Left: { } left, Right: { } right } => new OrCondition(Value(left), Value(right), expression.Span),
        _ => throw new TemplateException(expression.Span, $"`{expression}` is no value."),
    };

    private TemplateValue Path(ScriptExpression expression)
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
        if (name == Asset)
        {
            return assets.TryGetValue(string.Join('.', members), out var address)
                ? new LiteralValue(address, expression.Span)
                : throw new TemplateException(expression.Span, $"There is no asset '{string.Join('.', members)}'.");
        }

        return new ValuePath(name, slots.Of(name), [.. members], expression.Span);
    }
}
