using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace OpenMinutes.Rendering.Engine;

/// <summary>The members of view models, read by compiled delegates; templates name them in snake_case. Nothing else has members for a template.</summary>
internal static class ViewMembers
{
    private static readonly ConcurrentDictionary<Type, FrozenDictionary<string, Func<object, object?>>> Known = new();

    public static Func<object, object?>? Find(Type type, string member) => Known.GetOrAdd(type, MembersOf).GetValueOrDefault(member);

    private static FrozenDictionary<string, Func<object, object?>> MembersOf(Type type) => type.Assembly != typeof(ViewMembers).Assembly
        ? FrozenDictionary<string, Func<object, object?>>.Empty
        : type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToFrozenDictionary(static property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), property => Getter(type, property), StringComparer.Ordinal);

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
