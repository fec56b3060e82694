using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace OpenMinutes.Rendering.Engine;

/// <summary>
/// <c>include 'partials/x.html' name: value</c>: the template is written where it stands, its values escaped once; in it <c>$name</c> is the value.
/// Scriban's own include makes a string of it first, which would be escaped again.
/// </summary>
internal sealed class Include(TemplateSet templates) : IScriptCustomFunction
{
    public int RequiredParameterCount => 1;

    public int ParameterCount => 1;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.Direct;

    public Type ReturnType => typeof(void);

    public ScriptParameterInfo GetParameterInfo(int index) => new(typeof(object), index == 0 ? "name" : "value");

    public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement)
    {
        var span = callerContext?.Span ?? context.CurrentSpan;
        var name = arguments.Count == 1 ? arguments[0] as string : null;
        var page = name is null ? null : templates.Find(name);
        if (page is null)
        {
            throw new ScriptRuntimeException(span, $"There is no template '{name}' to include.");
        }

        var values = Named(context, callerContext);
        context.PushLocal();
        try
        {
            foreach (var (variable, value) in values)
            {
                context.SetValue(variable, value);
            }

            context.Evaluate(page);
        }
        finally
        {
            context.PopLocal();
        }

        return null;
    }

    public ValueTask<object?> InvokeAsync(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        ValueTask.FromResult(Invoke(context, callerContext, arguments, blockStatement));

    /// <summary>The named arguments, evaluated where the caller stands.</summary>
    private static List<(ScriptVariable Variable, object? Value)> Named(TemplateContext context, ScriptNode? caller)
    {
        var named = new List<(ScriptVariable, object?)>();
        foreach (var argument in (caller as ScriptFunctionCall)?.Arguments ?? [])
        {
            if (argument is ScriptNamedArgument { Name: { } name, Value: { } value })
            {
                named.Add((ScriptVariable.Create(name.Name, ScriptVariableScope.Local), context.Evaluate(value)));
            }
        }

        return named;
    }
}
