using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Platform.Problems;

/// <summary>A refusal (RFC 9457), answered with every status from 400 on.</summary>
internal sealed record Problem
{
    /// <summary>The kind of problem, as a URI that need not lead anywhere.</summary>
    /// <example>urn:openminutes:problem:wrong-state</example>
    public required string Type { get; init; }

    /// <summary>The kind of problem in words.</summary>
    /// <example>The record's state does not allow this</example>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    /// <example>409</example>
    public required int Status { get; init; }

    /// <summary>What is wrong with this request.</summary>
    /// <example>The record is submitted; only a draft can be replaced.</example>
    public required string Detail { get; init; }

    /// <summary>The kind of problem for programs; the list is closed.</summary>
    /// <example>wrong-state</example>
    public required string Code { get; init; }

    /// <summary>Every place of the request that is wrong.</summary>
    public IReadOnlyList<ProblemError>? Errors { get; init; }

    public static Problem Of(ProblemException problem) => new()
    {
        Type = $"urn:openminutes:problem:{problem.Code.Code}",
        Title = problem.Code.Title,
        Status = problem.Code.Status,
        Detail = problem.Message,
        Code = problem.Code.Code,
        Errors = problem.Errors is []
            ? null
            : [.. problem.Errors.Select(static fault => new ProblemError { Pointer = fault.Pointer, Code = fault.Code, Detail = fault.Detail })],
    };
}

/// <summary>One place of a request that is wrong.</summary>
internal sealed record ProblemError
{
    /// <summary>The place, as a JSON pointer (RFC 6901) into the body; empty for the body as a whole. A parameter or header is pointed at by its name: <c>/limit</c>.</summary>
    /// <example>/sections/1/items/0/title</example>
    public required string Pointer { get; init; }

    /// <summary>What is wrong, for programs; the list is closed.</summary>
    /// <example>missing</example>
    public required string Code { get; init; }

    /// <summary>What is wrong, in English.</summary>
    /// <example>is required</example>
    public required string Detail { get; init; }
}

/// <summary>Turns whatever ends a request badly into a problem document that leaks nothing.</summary>
internal sealed partial class ProblemAnswers(ILogger<ProblemAnswers> logger) : IExceptionHandler
{
    private static readonly Dictionary<int, (ProblemCode Code, string Detail)> Statuses = new()
    {
        [401] = (ProblemCode.Unauthenticated, "Send a key or token that is known, not expired and not revoked as Authorization: Bearer …."),
        [403] = (ProblemCode.ScopeMissing, "The key is valid, but its scopes do not cover this call."),
        [404] = (ProblemCode.NotFound, "There is nothing at this address."),
        [405] = (ProblemCode.MethodNotAllowed, "The Allow header lists the methods of this address."),
        [413] = (ProblemCode.BodyTooLarge, $"A body may have at most {Http.Body.LargestBytes} bytes."),
        [415] = (ProblemCode.UnsupportedMediaType, "Send the body as application/json in UTF-8."),
    };

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = Refusal(exception);
        if (problem.Code.Status >= 500)
        {
            LogFailure(exception, httpContext.Request.Method, httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName);
        }

        await WriteAsync(httpContext, problem);
        return true;
    }

    /// <summary>What a caller is told of an exception.</summary>
    public static ProblemException Refusal(Exception exception) => exception switch
    {
        ProblemException refused => refused,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => For(StatusCodes.Status413PayloadTooLarge),
        BadHttpRequestException => new ProblemException(ProblemCode.Malformed, "The request is not well-formed HTTP, or its body did not arrive in time."),
        PostgresException violation when ConstraintProblems.For(violation) is { } known => known,
        NpgsqlException { IsTransient: true } => new ProblemException(ProblemCode.Unavailable, "The database cannot be reached or is busy; nothing was changed. Try again."),
        _ => new ProblemException(ProblemCode.InternalError, "Nothing was changed. The log of the service tells more."),
    };

    /// <summary>Gives a body to what routing and authorization answered without one.</summary>
    public static Task WriteAsync(StatusCodeContext context) => WriteAsync(context.HttpContext, For(context.HttpContext.Response.StatusCode));

    public static Task WriteAsync(HttpContext context, ProblemException problem)
    {
        context.Response.StatusCode = problem.Code.Status;
        if (problem.Code == ProblemCode.Unavailable)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        return context.Response.WriteAsJsonAsync(Problem.Of(problem), MinutesJson.Options, "application/problem+json", context.RequestAborted);
    }

    private static ProblemException For(int status) =>
        Statuses.TryGetValue(status, out var known)
            ? new ProblemException(known.Code, known.Detail)
            : new ProblemException(status < 500 ? ProblemCode.Malformed : ProblemCode.InternalError, "The request could not be served.");

    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed")]
    private partial void LogFailure(Exception exception, string method, string? endpoint);
}
