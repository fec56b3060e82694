using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Platform.Problems;

/// <summary>Refuses a request. An exception, so that a transaction in whose midst it is thrown can never be committed.</summary>
internal sealed class ProblemException(ProblemCode code, string detail, params IReadOnlyList<Fault> errors) : Exception(detail)
{
    public ProblemCode Code { get; } = code;

    public IReadOnlyList<Fault> Errors { get; } = errors;

    public static ProblemException NotFound() => new(ProblemCode.NotFound, "There is nothing at this address.");

    public static ProblemException Invalid(params IReadOnlyList<Fault> errors)
    {
        var malformed = errors is [{ Code: FaultCodes.Malformed }];
        return new ProblemException(
            malformed ? ProblemCode.Malformed : ProblemCode.Invalid,
            errors.Count == 1 ? $"{Place(errors[0])} {errors[0].Detail}." : $"{errors.Count} places of the request are not valid; errors lists them.",
            errors);
    }

    /// <summary>The same of what was a member of the body.</summary>
    public ProblemException Under(string member) => Invalid([.. Errors.Select(fault => fault with { Pointer = $"/{member}{fault.Pointer}" })]);

    private static string Place(Fault fault) => fault.Pointer.Length == 0 ? "The body" : fault.Pointer;
}

internal static class ReadingExtensions
{
    /// <summary>What was read; a body with faults is refused with all of them.</summary>
    public static T Accepted<T>(this Reading<T> reading)
        where T : class =>
        reading.Value ?? throw ProblemException.Invalid(reading.Faults);
}
