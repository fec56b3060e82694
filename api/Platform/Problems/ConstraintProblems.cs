using Npgsql;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Platform.Problems;

/// <summary>Integrity lives in the database; here its violations get a caller's words.</summary>
internal static class ConstraintProblems
{
    public static ProblemException? For(PostgresException violation) => violation.ConstraintName switch
    {
        "records_series_fkey" or "directives_series_fkey" => ProblemException.Invalid(new Fault("/series", RequestFaults.UnknownSeries, "is not the slug of a series")),
        "records_series_key_key" => KeyTaken(),
        "units_parent_fkey" => ProblemException.Invalid(new Fault("/parent", RequestFaults.UnknownUnit, "is not the slug of a unit")),
        "units_parent_is_another" => ProblemException.Invalid(new Fault("/parent", FaultCodes.InvalidValue, "must be another unit")),
        "unit_names_pkey" => new ProblemException(ProblemCode.NameTaken, "The name or an alias is the name or an alias of another unit of the same body."),
        _ => null,
    };

    public static ProblemException KeyTaken() => new(
        ProblemCode.KeyTaken,
        "Another record of this series has this key. A number that repeats in a year needs an explicit key.",
        new Fault("/key", ProblemCode.KeyTaken.Code, "is the key of another record of the series"));
}
