using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using OpenMinutes.Api.Features.Directives;
using OpenMinutes.Api.Features.Publications.Create;
using OpenMinutes.Api.Features.Records;
using OpenMinutes.Api.Features.Records.GetEdition;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace OpenMinutes.Api.Platform.OpenApi;

/// <summary>
/// Puts the JSON Schemas of the contract in place of what was made of its types: the document then says exactly what the reader checks. And joins what is answered flat.
/// </summary>
internal sealed class DocumentDescription : IDocumentFilter
{
    private static readonly Dictionary<string, string> Tags = new()
    {
        ["Records"] = "The records (會議紀錄): written, submitted, approved, public.",
        ["Previews"] = "Pages as a publication would write them, for whoever has a link.",
        ["Attachments"] = "The files that go with minutes.",
        ["Directives"] = "The directives (列管案件): tracked from the meeting that began them to the one that releases them.",
        ["Imports"] = "Minutes as documents, read into records.",
        ["Series"] = "The series (會議) that records belong to.",
        ["Units"] = "The units (單位) that have a page of their own, and the names by which minutes call them.",
        ["Publications"] = "The work (發布) that brings the website up to date.",
        ["Changes"] = "What changed, in numbers without gaps.",
        ["Audit"] = "Who changed what.",
        ["Keys"] = "The keys of internal systems.",
        ["Schemas"] = "The JSON Schemas of what goes in and out.",
        ["Health"] = "For whoever watches the service.",
    };

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Tags = Tags.Select(static tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }).ToHashSet();
        var schemas = swaggerDoc.Components!.Schemas!;
        foreach (var (file, root) in new[]
        {
            (JsonSchemas.Record, nameof(MeetingRecord)),
            (JsonSchemas.PublicEdition, nameof(PublicEdition)),
            (JsonSchemas.Series, nameof(Contracts.Series)),
            (JsonSchemas.Unit, nameof(RegisteredUnit)),
            (JsonSchemas.Directive, nameof(Directive)),
            (JsonSchemas.Review, nameof(DirectiveReview)),
            (JsonSchemas.Progress, nameof(DirectiveProgress)),
            (JsonSchemas.Aggregate, nameof(DirectiveAggregate)),
        })
        {
            var text = Encoding.UTF8.GetString(JsonSchemas.Files[file].Span).Replace("#/$defs/", "#/components/schemas/", StringComparison.Ordinal);
            var schema = JsonNode.Parse(text)!.AsObject();
            foreach (var (name, definition) in schema["$defs"]?.AsObject() ?? [])
            {
                schemas[name] = Parse(definition!, swaggerDoc);
            }

            schema.Remove("$defs");
            schema.Remove("$schema");
            schema.Remove("$id");
            schemas[root] = Parse(schema, swaggerDoc);
        }

        AllowAll((OpenApiSchema)schemas[nameof(PublicationBody)]);
        Join(nameof(MeetingRecord), MeetingRecordReader.ServerOwned, nameof(RecordStanding), "A record, and where it stands.", schemas);
        Join(nameof(MeetingRecord), MeetingRecordReader.ServerOwned, nameof(EditionStanding), "One edition of a record.", schemas);
        Join(nameof(Directive), DirectiveReader.ServerOwned, nameof(DirectiveStanding), "A directive, and how it stands.", schemas);
        ((OpenApiSchema)schemas[nameof(Problem)].Properties!["code"]).Enum = [.. ProblemCode.All.Select(static code => JsonValue.Create(code.Code))];
    }

    /// <summary>A scope is <c>"all"</c> or an object.</summary>
    private static void AllowAll(OpenApiSchema body) => body.Properties!["scope"] = new OpenApiSchema
    {
        Description = "What is rendered again besides what changed. Omitted: nothing.",
        OneOf = [new OpenApiSchema { Type = JsonSchemaType.String, Const = "all" }, body.Properties["scope"]],
    };

    private static void Join(string content, FrozenSet<string> serverOwned, string standing, string description, IDictionary<string, IOpenApiSchema> schemas)
    {
        var sent = schemas[content];
        var joined = (OpenApiSchema)schemas[standing];
        // Of a request the schema says only that these are passed over.
        joined.Properties = sent.Properties!.Where(member => !serverOwned.Contains(member.Key)).Concat(joined.Properties!).ToDictionary();
        joined.Description = description;
        joined.Required = sent.Required!.Concat(joined.Required!).ToHashSet();
    }

    private static OpenApiSchema Parse(JsonNode schema, OpenApiDocument document) =>
        OpenApiModelFactory.Parse<OpenApiSchema>(schema.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out _, "json")
        ?? throw new JsonException("A JSON Schema of the contract could not be read.");
}
