using Scriban.Parsing;

namespace OpenMinutes.Rendering.Engine;

/// <summary>What a template writes, asks for with <c>if</c>, goes over with <c>for</c> or hands to <c>include</c>.</summary>
internal abstract class TemplateValue(SourceSpan place)
{
    /// <summary>Where the template names it.</summary>
    public SourceSpan Place => place;

    public abstract object? Read(PageContext context);

    /// <summary>Whether it is there: false and what is absent are not.</summary>
    public virtual bool IsTrue(PageContext context) => Read(context) switch
    {
        null => false,
        bool value => value,
        _ => true,
    };
}

/// <summary><c>'partials/note.html'</c>, <c>true</c>.</summary>
internal sealed class LiteralValue(object? value, SourceSpan place) : TemplateValue(place)
{
    public override object? Read(PageContext context) => value;
}

/// <summary>A value that is true or false.</summary>
internal abstract class Condition(SourceSpan place) : TemplateValue(place)
{
    public sealed override object Read(PageContext context) => IsTrue(context);

    public abstract override bool IsTrue(PageContext context);
}

/// <summary><c>!value</c>.</summary>
internal sealed class NotCondition(TemplateValue value, SourceSpan place) : Condition(place)
{
    public override bool IsTrue(PageContext context) => !value.IsTrue(context);
}

/// <summary><c>left &amp;&amp; right</c>.</summary>
internal sealed class AndCondition(TemplateValue left, TemplateValue right, SourceSpan place) : Condition(place)
{
    public override bool IsTrue(PageContext context) => left.IsTrue(context) && right.IsTrue(context);
}

/// <summary><c>left || right</c>.</summary>
internal sealed class OrCondition(TemplateValue left, TemplateValue right, SourceSpan place) : Condition(place)
{
    public override bool IsTrue(PageContext context) => left.IsTrue(context) || right.IsTrue(context);
}
