using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace OpenMinutes.Rendering.Engine;

/// <summary>Reads the members of one type of view model by compiled delegates, in snake_case as Scriban does by reflection.</summary>
internal sealed class ViewAccessor : IObjectAccessor
{
    private static readonly ConcurrentDictionary<Type, ViewAccessor> Known = new();

    private readonly FrozenDictionary<string, Func<object, object?>> _members;

    private ViewAccessor(Type type) =>
        _members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static property => property.GetIndexParameters().Length == 0)
            .ToFrozenDictionary(static property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), property => Getter(type, property), StringComparer.Ordinal);

    public bool HasIndexer => false;

    public Type? IndexType => null;

    public static ViewAccessor Of(Type type) => Known.GetOrAdd(type, static type => new ViewAccessor(type));

    public int GetMemberCount(TemplateContext context, SourceSpan span, object target) => _members.Count;

    public IEnumerable<string> GetMembers(TemplateContext context, SourceSpan span, object target) => _members.Keys;

    public bool HasMember(TemplateContext context, SourceSpan span, object target, string member) => _members.ContainsKey(member);

    public bool TryGetValue(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        if (_members.TryGetValue(member, out var getter))
        {
            value = getter(target);
            return true;
        }

        value = null;
        return false;
    }

    public bool TrySetValue(TemplateContext context, SourceSpan span, object target, string member, object? value) => false;

    public bool TryGetItem(TemplateContext context, SourceSpan span, object target, object index, out object? value)
    {
        value = null;
        return false;
    }

    public bool TrySetItem(TemplateContext context, SourceSpan span, object target, object index, object? value) => false;

    private static Func<object, object?> Getter(Type type, PropertyInfo property)
    {
        var target = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(target, type), property);

        // A bool is asked for most often of all; two boxes serve them all.
        var boxed = property.PropertyType == typeof(bool)
            ? Expression.Condition(value, Expression.Constant(true, typeof(object)), Expression.Constant(false, typeof(object)))
            : (Expression)Expression.Convert(value, typeof(object));
        return Expression.Lambda<Func<object, object?>>(boxed, target).Compile();
    }
}
