using System.Data;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace OpenMinutes.Api.Platform.Database;

/// <summary>Several documents as a <c>jsonb[]</c>, in UTF-8 as they go over: as text each would be decoded here, to be encoded again.</summary>
/// <param name="documents">JSON texts.</param>
internal sealed class JsonParameter(IReadOnlyList<byte[]> documents) : SqlMapper.ICustomQueryParameter
{
    public void AddParameter(IDbCommand command, string name) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Jsonb) { Value = documents });
}
