using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using FastEndpoints;
using Microsoft.OpenApi;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.Problems;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace OpenMinutes.Api.Platform.OpenApi;

/// <summary>Describes an endpoint by what it runs on: the request model's members, the policy, and the answers and refusals that it names.</summary>
internal sealed class OperationDescription : IOperationFilter
{
    private static readonly XmlDocs Docs = XmlDocs.OfThisAssembly;

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<EndpointDefinition>().SingleOrDefault() is not { } endpoint)
        {
            return;
        }

        var members = BoundMember.Of(endpoint.ReqDtoType);
        var scope = endpoint.PreBuiltUserPolicies?.Single();
        var body = metadata.OfType<AcceptedBody>().SingleOrDefault()
            ?? (members.SingleOrDefault(static member => member.Source == MemberSource.Body)?.Type is { } read ? new AcceptedBody(read) : null);

        operation.OperationId = HttpSetup.NameOf(endpoint.EndpointType);
        operation.Tags = new HashSet<OpenApiTagReference> { new(endpoint.EndpointType.Namespace!.Split('.')[^2], context.Document) };
        operation.Summary = Docs.Summary(endpoint.EndpointType);
        operation.Description = Paragraphs(Docs.Remarks(endpoint.EndpointType), scope is null ? "No key is needed." : $"Scope: `{scope}`.");
        operation.Security = scope is null ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
        operation.Parameters = [.. members.Where(static member => member.Source != MemberSource.Body).Select(member => Parameter(member, context))];
        operation.RequestBody = body switch
        {
            null => null,
            { MediaTypes.Count: > 0 } => RawBody(body.MediaTypes),
            _ => Body(body, members, context),
        };
        operation.Responses = Responses(metadata, scope is not null, body is not null, members, context);
    }

    private static OpenApiParameter Parameter(BoundMember member, OperationFilterContext context)
    {
        var example = Docs.Example(member.Property);
        return new OpenApiParameter
        {
            Name = member.Name,
            In = member.Source switch
            {
                MemberSource.Route => ParameterLocation.Path,
                MemberSource.Query => ParameterLocation.Query,
                _ => ParameterLocation.Header,
            },
            Required = member.IsRequired,
            Description = Docs.Summary(member.Property),
            Schema = Schema(member, context),
            Example = example is null ? null : member.Type == typeof(int) || member.Type == typeof(long) || member.Type == typeof(bool) ? JsonNode.Parse(example) : JsonValue.Create(example),
        };
    }

    private static IOpenApiSchema Schema(BoundMember member, OperationFilterContext context)
    {
        var schema = context.SchemaGenerator.GenerateSchema(member.Type, context.SchemaRepository);
        if (schema is OpenApiSchema inline)
        {
            inline.Pattern = member.Attribute<RegularExpressionAttribute>()?.Pattern;
            inline.MaxLength = member.Type == typeof(string) ? member.Longest : null;
            if (member.Attribute<RangeAttribute>() is { } range)
            {
                inline.Minimum = Convert.ToString(range.Minimum, CultureInfo.InvariantCulture);
                inline.Maximum = Convert.ToString(range.Maximum, CultureInfo.InvariantCulture);
            }

            if (member.Property.ReflectedType is { } model && member.Type == typeof(int) && !member.IsRequired
                && member.Property.GetValue(Activator.CreateInstance(model)) is int usual)
            {
                inline.Default = JsonValue.Create(usual);
            }
        }

        return schema;
    }

    private static OpenApiRequestBody Body(AcceptedBody body, IReadOnlyList<BoundMember> members, OperationFilterContext context) => new()
    {
        Required = members.Single(static member => member.Source == MemberSource.Body).IsRequired,
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            [body.Json] = new OpenApiMediaType
            {
                Schema = context.SchemaGenerator.GenerateSchema(body.Type, context.SchemaRepository),
                Example = Examples.Of(body.Type),
            },
        },
    };

    private static OpenApiRequestBody RawBody(IReadOnlyList<string> mediaTypes) => new()
    {
        Required = true,
        Content = mediaTypes.ToDictionary(
            static type => type,
            static type => (IOpenApiMediaType)new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, ContentMediaType = type },
                Example = type.StartsWith("text/", StringComparison.Ordinal) ? JsonValue.Create(Examples.Document) : null,
            }),
    };

    private static OpenApiResponses Responses(
        IList<object> metadata, bool isAuthorized, bool hasBody, IReadOnlyList<BoundMember> members, OperationFilterContext context)
    {
        var responses = new OpenApiResponses();
        foreach (var answer in metadata.OfType<Answer>())
        {
            responses[answer.Status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = answer.Description,
                Headers = answer.Headers.ToDictionary(static name => name, Header),
                Content = answer.Body is null
                    ? null
                    : new Dictionary<string, IOpenApiMediaType>
                    {
                        [answer.MediaType] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(answer.Body, context.SchemaRepository) },
                    },
            };
        }

        var problem = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository);
        foreach (var refusals in Refusals(metadata, isAuthorized, hasBody, members).Distinct().GroupBy(static code => code.Status).OrderBy(static codes => codes.Key))
        {
            responses[refusals.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join(" ", refusals.Select(static code => $"`{code.Code}`: {code.Title}.")),
                Headers = refusals.Key switch
                {
                    401 or 403 => new Dictionary<string, IOpenApiHeader> { ["WWW-Authenticate"] = Header("WWW-Authenticate") },
                    429 or 503 => new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = Header("Retry-After") },
                    _ => null,
                },
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    ["application/problem+json"] = new OpenApiMediaType { Schema = problem, Example = Examples.Of(refusals.First()) },
                },
            };
        }

        return responses;
    }

    private static IEnumerable<ProblemCode> Refusals(IList<object> metadata, bool isAuthorized, bool hasBody, IReadOnlyList<BoundMember> members) =>
    [
        ProblemCode.Malformed,
        .. members.Count > 0 ? [ProblemCode.Invalid] : Array.Empty<ProblemCode>(),
        .. isAuthorized ? [ProblemCode.Unauthenticated, ProblemCode.ScopeMissing, ProblemCode.TooManyRequests] : Array.Empty<ProblemCode>(),
        .. metadata.OfType<Refuses>().SelectMany(static refuses => refuses.Codes),
        .. members.Any(static member => member is { Name: "If-Match", IsRequired: true }) ? [ProblemCode.PreconditionFailed, ProblemCode.PreconditionRequired] : Array.Empty<ProblemCode>(),
        .. hasBody ? [ProblemCode.BodyTooLarge, ProblemCode.UnsupportedMediaType] : Array.Empty<ProblemCode>(),
        ProblemCode.InternalError,
        ProblemCode.Unavailable,
    ];

    private static IOpenApiHeader Header(string name) => new OpenApiHeader
    {
        Description = name switch
        {
            "ETag" => "The revision, for `If-Match` and `If-None-Match`.",
            "Location" => "Where the resource is.",
            "WWW-Authenticate" => "How to authenticate (RFC 6750).",
            _ => "After how many seconds to try again.",
        },
        Schema = new OpenApiSchema { Type = name == "Retry-After" ? JsonSchemaType.Integer : JsonSchemaType.String },
    };

    private static string Paragraphs(params string?[] paragraphs) => string.Join("\n\n", paragraphs.Where(static paragraph => paragraph is not null));
}
