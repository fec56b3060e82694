using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Rendering.Engine;

/// <summary>
/// The members of view models, read by delegates; templates name them in snake_case. Nothing else has members for a template.
/// A delegate calls the property's own getter: an expression compiled for each member took longer than writing a page.
/// </summary>
internal static class ViewMembers
{
    private const string Kept = "View models are of this assembly, all of which is kept (TrimmerRootAssembly of the publisher).";

    private static readonly ConcurrentDictionary<(Type Type, string Member), Func<object, object?>?> Known = new();
    private static readonly MethodInfo ReadingOf = typeof(ViewMembers).GetMethod(nameof(Reading), BindingFlags.NonPublic | BindingFlags.Static)!;

    // A bool is asked for often; two boxes serve them all.
    private static readonly object True = true;
    private static readonly object False = false;

    public static Func<object, object?>? Find(Type type, string member) => Known.GetOrAdd((type, member), static asked =>
        FrequentMembers.All.GetValueOrDefault(asked) ?? (PropertyOf(asked.Type, asked.Member) is { } property ? Getter(asked.Type, property) : null));

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Kept)]
    private static PropertyInfo? PropertyOf(Type type, string member) => type.Assembly != typeof(ViewMembers).Assembly
        ? null
        : Array.Find(type.GetProperties(BindingFlags.Public | BindingFlags.Instance), property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name) == member);

    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Kept)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "It is made for classes alone, and of all classes the code is one.")]
    private static Func<object, object?> Getter(Type type, PropertyInfo property) => property.PropertyType.IsValueType && property.PropertyType != typeof(bool)
        ? owner => owner.GetType() == type ? property.GetValue(owner) : ViewMember.OfAnother
        : (Func<object, object?>)ReadingOf.MakeGenericMethod(type).Invoke(null, [property.GetMethod!])!;

    private static Func<object, object?> Reading<TOwner>(MethodInfo getter)
        where TOwner : class
    {
        if (getter.ReturnType == typeof(bool))
        {
            var isSo = getter.CreateDelegate<Func<TOwner, bool>>();
            return owner => owner is not TOwner own ? ViewMember.OfAnother : isSo(own) ? True : False;
        }

        var read = getter.CreateDelegate<Func<TOwner, object?>>();
        return owner => owner is TOwner own ? read(own) : ViewMember.OfAnother;
    }
}

/// <summary>What reading a member may come to besides its value. It stands alone, so that it is there from the start and nobody asks whether it is.</summary>
internal static class ViewMember
{
    /// <summary>What a delegate answers to a value of another type than that whose member it reads.</summary>
    public static readonly object OfAnother = new();
}
