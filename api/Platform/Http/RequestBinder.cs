using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.IO.Pipelines;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using FastEndpoints;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>
/// Binds a request model strictly: each member comes from the one place its attribute names, what does not parse or is unknown is refused, and all faults
/// are told at once. Bodies are read by <see cref="StrictReader"/>.
/// </summary>
internal sealed class RequestBinder<TRequest> : IRequestBinder<TRequest>
    where TRequest : notnull
{
    private static readonly IReadOnlyList<BoundMember> Members = BoundMember.Of(typeof(TRequest));

    public async ValueTask<TRequest> BindAsync(BinderContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        var bound = Activator.CreateInstance<TRequest>();
        var faults = new List<Fault>();

        if (request.QueryString.HasValue)
        {
            faults.AddRange(request.Query.Keys
                .Where(name => !Members.Any(member => member.Source == MemberSource.Query && member.Name == name))
                .Select(static name => new Fault(
                    $"/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}", FaultCodes.UnknownMember, "is not a parameter of this call")));
        }

        foreach (var member in Members)
        {
            if (await member.ReadAsync(request, faults, cancellation) is { } value)
            {
                member.Property.SetValue(bound, value);
            }
        }

        return faults.Count == 0 ? bound : throw ProblemException.Invalid(faults);
    }
}

internal enum MemberSource
{
    Route,
    Query,
    Header,
    Body,
}

/// <summary>A member of a request model: where it comes from and how it is read.</summary>
internal sealed class BoundMember
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<BoundMember>> Known = new();
    private static readonly ConcurrentDictionary<string, Regex> Regexes = new(StringComparer.Ordinal);

    private readonly Regex? _pattern;
    private readonly RangeAttribute? _range;
    private readonly BodyReader? _readBody;

    private BoundMember(PropertyInfo property, MemberSource source, string name)
    {
        Property = property;
        Source = source;
        Name = name;
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        _pattern = property.GetCustomAttribute<RegularExpressionAttribute>() is { } shape ? Regexes.GetOrAdd(shape.Pattern, static pattern => new Regex(pattern, RegexOptions.Compiled)) : null;
        _range = property.GetCustomAttribute<RangeAttribute>();
        Longest = property.GetCustomAttribute<StringLengthAttribute>()?.MaximumLength ?? Limits.Line;
        _readBody = source == MemberSource.Body && Type != typeof(ReadOnlyMemory<byte>) && Type != typeof(PipeReader) ? ReaderOf(Type) : null;
    }

    private delegate (object? Value, IReadOnlyList<Fault> Faults) BodyReader(ReadOnlyMemory<byte> utf8);

    public PropertyInfo Property { get; }

    public MemberSource Source { get; }

    public string Name { get; }

    /// <summary>The member's type without <c>Nullable</c>.</summary>
    public Type Type { get; }

    public bool IsRequired { get; }

    /// <summary>How long a text may be.</summary>
    public int Longest { get; }

    public T? Attribute<T>()
        where T : Attribute =>
        Property.GetCustomAttribute<T>();

    public static IReadOnlyList<BoundMember> Of(Type request) => Known.GetOrAdd(request, static request =>
        [.. request.GetProperties().Select(static property => property switch
        {
            _ when property.IsDefined(typeof(RouteParamAttribute)) => new BoundMember(property, MemberSource.Route, Camel(property)),
            _ when property.IsDefined(typeof(QueryParamAttribute)) => new BoundMember(property, MemberSource.Query, Camel(property)),
            _ when property.GetCustomAttribute<FromHeaderAttribute>() is { } header => new BoundMember(property, MemberSource.Header, header.HeaderName!),
            _ => new BoundMember(property, MemberSource.Body, ""),
        })]);

    public async ValueTask<object?> ReadAsync(HttpRequest request, List<Fault> faults, CancellationToken cancellationToken)
    {
        if (Source == MemberSource.Body)
        {
            if (Type == typeof(PipeReader))
            {
                return request.BodyReader;
            }

            var body = await Body.ReadAsync(request, cancellationToken);
            return Type == typeof(ReadOnlyMemory<byte>) ? body : ReadBody(body, faults);
        }

        var values = Source switch
        {
            MemberSource.Route => new((string?)request.RouteValues[Name]),
            MemberSource.Query => request.Query[Name],
            _ => request.Headers[Name],
        };
        if (values.Count > 1 && Source == MemberSource.Query)
        {
            faults.Add(new Fault($"/{Name}", FaultCodes.DuplicateMember, "is given twice"));
            return null;
        }

        return values.ToString() is { Length: > 0 } text ? Parse(text, faults) : Absent();
    }

    private object? Absent() =>
        !IsRequired ? null
        : Name == "If-Match" ? throw new ProblemException(ProblemCode.PreconditionRequired, "Send If-Match with the ETag of the revision that you saw.")
        : throw ProblemException.Invalid(new Fault($"/{Name}", FaultCodes.Missing, "is required"));

    private object? ReadBody(ReadOnlyMemory<byte> body, List<Fault> faults)
    {
        // A call all of whose body is optional needs none.
        if (body.IsEmpty && !IsRequired)
        {
            return null;
        }

        var (value, bodyFaults) = _readBody!(body);
        faults.AddRange(bodyFaults);
        return value;
    }

    private static BodyReader ReaderOf(Type body) => typeof(BoundMember)
        .GetMethod(nameof(ReadAs), BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(body)
        .CreateDelegate<BodyReader>();

    private static (object? Value, IReadOnlyList<Fault> Faults) ReadAs<T>(ReadOnlyMemory<byte> utf8)
        where T : class
    {
        var reading = StrictReader.Read<T>(utf8);
        return (reading.Value, reading.Faults);
    }

    private object? Parse(string text, List<Fault> faults)
    {
        var value = Type == typeof(string) ? text : ParseValue(text);
        if (FaultOf(text, value) is { } fault)
        {
            // An address that no resource can have is not faulty: there is nothing there.
            faults.Add(Source == MemberSource.Route ? throw ProblemException.NotFound() : fault);
        }

        return value;
    }

    private object? ParseValue(string text) => Type switch
    {
        _ when Type == typeof(int) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ when Type == typeof(long) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ when Type == typeof(bool) && text is "true" or "false" => text == "true",
        _ when Type == typeof(DateOnly) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && RocCalendar.Covers(day) => day,
        _ when Type == typeof(DateTimeOffset) && Regex.IsMatch(text, Patterns.Time) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time)
            && RocCalendar.Covers(time) => time,
        _ when Type.IsEnum && Enum.GetNames(Type).FirstOrDefault(name => JsonNamingPolicy.KebabCaseLower.ConvertName(name) == text) is { } name => Enum.Parse(Type, name),
        _ => null,
    };

    private Fault? FaultOf(string text, object? value) => value switch
    {
        null => new Fault($"/{Name}", FaultCodes.InvalidValue, $"must be {Description()}"),
        string when text.Length > Longest => new Fault($"/{Name}", FaultCodes.TooLong, $"must have at most {Longest} characters"),
        string when text.Contains('\0', StringComparison.Ordinal) => new Fault($"/{Name}", FaultCodes.ControlCharacter, "holds U+0000"),
        string when _pattern?.IsMatch(text) == false => new Fault($"/{Name}", FaultCodes.Pattern, $"must match {_pattern}"),
        not string when _range?.IsValid(value) == false => new Fault($"/{Name}", FaultCodes.OutOfRange, $"must be {_range.Minimum} to {_range.Maximum}"),
        _ => null,
    };

    private string Description() => Type switch
    {
        _ when Type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(Type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName))}",
        _ when Type == typeof(bool) => "true or false",
        _ when Type == typeof(DateOnly) => "a day as in 2025-11-20",
        _ when Type == typeof(DateTimeOffset) => "a time as in 2025-11-20T15:30:00+08:00",
        _ => "a whole number",
    };

    private static string Camel(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
