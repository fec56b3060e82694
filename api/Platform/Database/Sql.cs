using System.Data;
using System.Runtime.CompilerServices;
using Dapper;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Platform.Database;

internal static class Sql
{
    public static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    /// <summary>What Dapper must know once per process, whoever runs the first statement.</summary>
    [ModuleInitializer]
    internal static void ConfigureDapper()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.AddTypeHandler(new TimeHandler());
    }

    /// <summary>Times lie in the database as UTC and are answered as the clocks of the minutes show them.</summary>
    private sealed class TimeHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => new DateTimeOffset((DateTime)value).ToOffset(RocCalendar.Offset);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.ToUniversalTime();
    }
}
