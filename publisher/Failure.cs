using System.Text.Json;
using Npgsql;
using OpenMinutes.Rendering.Engine;

namespace OpenMinutes.Publisher;

/// <summary>What went wrong, for those who look after the publisher.</summary>
internal static class Failure
{
    /// <summary>In a sentence that may be stored and shown: without content.</summary>
    public static string Reason(Exception failure) => IsExpected(failure)
        ? failure.Message
        : $"Unexpected: {failure.GetType().Name}. The publisher's log says where.";

    public static string ForLog(Exception failure) => IsExpected(failure) ? failure.Message : failure.ToString();

    /// <summary>Whether PostgreSQL went away in the middle, or sent everybody away as it does before it stops: the same may succeed when it is back.</summary>
    public static bool IsInterruption(Exception failure) => failure
        is NpgsqlException { IsTransient: true }
        or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow };

    /// <summary>Whether the cause lies outside of the program, and the message says where.</summary>
    public static bool IsExpected(Exception failure) => failure
        is PublishingException or TemplateException or JsonException or IOException or UnauthorizedAccessException or InvalidDataException or NpgsqlException;
}
