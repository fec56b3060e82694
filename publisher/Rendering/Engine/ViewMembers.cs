using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace OpenMinutes.Rendering.Engine;

/// <summary>
/// The members of view models, read by compiled delegates; templates name them in snake_case. Nothing else has members for a template.
/// A delegate is compiled when a template first asks for it: each takes longer than writing a page.
/// </summary>
internal static class ViewMembers
{
    private static readonly ConcurrentDictionary<(Type Type, string Member), Func<object, object?>?> Known = new();

    public static Func<object, object?>? Find(Type type, string member) => Known.GetOrAdd((type, member), static asked => PropertyOf(asked.Type, asked.Member) is { } property ? Getter(asked.Type, property) : null);

    private static PropertyInfo? PropertyOf(Type type, string member) => type.Assembly != typeof(ViewMembers).Assembly
        ? null
        : Array.Find(type.GetProperties(BindingFlags.Public | BindingFlags.Instance), property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name) == member);

    private static Func<object, object?> Getter(Type type, PropertyInfo property)
    {
        var target = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(target, type), property);

        // A bool is asked for often; two boxes serve them all.
        var boxed = property.PropertyType == typeof(bool)
            ? Expression.Condition(value, Expression.Constant(true, typeof(object)), Expression.Constant(false, typeof(object)))
            : (Expression)Expression.Convert(value, typeof(object));
        return Expression.Lambda<Func<object, object?>>(boxed, target).Compile();
    }
}
