using OpenMinutes.Api.Platform.Problems;

namespace OpenMinutes.Api.Platform.OpenApi;

/// <summary>An answer of an endpoint, for the description of the API.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The type of the body, if there is one.</param>
/// <param name="Description">When it is given.</param>
/// <param name="Headers">The headers that come with it, beside the usual ones.</param>
internal sealed record Answer(int Status, Type? Body, string Description, params string[] Headers)
{
    public static Answer NotModified { get; } = new(304, null, "The caller holds what would be sent.", "ETag");

    public string MediaType { get; init; } = "application/json";
}

/// <summary>The problems of an endpoint beyond those that follow from its authorization, parameters and body.</summary>
internal sealed record Refuses(params ProblemCode[] Codes);

/// <summary>The body of an endpoint that reads it itself.</summary>
internal sealed record AcceptedBody(Type Type)
{
    /// <summary>The media types of a body that is no JSON.</summary>
    public IReadOnlyList<string> MediaTypes { get; init; } = [];

    /// <summary>How JSON of the type is sent.</summary>
    public string Json { get; init; } = "application/json";
}
