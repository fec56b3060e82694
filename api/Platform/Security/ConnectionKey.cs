using Microsoft.AspNetCore.Connections;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>
/// The key that came last on a connection. Requests that follow each other bring the same, which is taken apart and hashed once; whether it holds is asked for each of them
/// (<see cref="KeyQuestion"/>).
/// </summary>
internal sealed class ConnectionKey
{
    private Known? _last;

    public static ConnectionDelegate Remember(ConnectionDelegate next) => connection =>
    {
        connection.Features.Set(new ConnectionKey());
        return next(connection);
    };

    /// <summary>The key in a request's <c>Authorization</c> header; null if there is none.</summary>
    public static ApiKey? Of(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization;
        if (authorization is not [{ } header])
        {
            return null;
        }

        // Kestrel keeps a header that comes again as the same string; to compare texts here would tell how much of a key somebody else guessed.
        var connection = context.Features.Get<ConnectionKey>();
        if (connection?._last is { } last && ReferenceEquals(last.Header, header))
        {
            return last.Key;
        }

        var key = ApiKey.TryRead(authorization, out var read) ? read : null;
        connection?._last = key is null ? null : new Known(header, key);
        return key;
    }

    private sealed record Known(string Header, ApiKey Key);
}
