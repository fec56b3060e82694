using FastEndpoints;
using Microsoft.OpenApi;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Platform.OpenApi;

/// <summary>The description of the API (OpenAPI 3.1) at /swagger/v1/swagger.json, and the page at /swagger that shows it.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(static options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "OpenMinutes",
                Version = "v1",
                Description =
                    """
                    Keeps the minutes of a public body's meetings and publishes what the public may read.

                    Internal systems write records; editors submit, return and approve them; the website follows by itself.
                    Every refusal is a problem document (RFC 9457) with a `code` from a closed list and, where the request is wrong, all places of it in `errors`.
                    Times carry their offset; null and empty members are omitted, and unknown ones refused.
                    """,
                Contact = new OpenApiContact { Name = "OpenMinutes" },
                License = new OpenApiLicense { Name = "OpenMinutes", Identifier = "LicenseRef-OpenMinutes" },
            });
            options.AddServer(new OpenApiServer { Url = "/", Description = "Where this description was read." });
            options.AddSecurityDefinition("bearer", new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "omk_{prefix}_{secret}",
                Description = $"A key of an internal system, or a token (JWT) of the agency's OpenID Connect provider. Its scopes, or those of the token's roles, say what it may do: {string.Join(", ", Security.Scope.All.Select(static scope => $"`{scope}`"))}.",
            });
            options.DocInclusionPredicate(static (_, operation) => operation.ActionDescriptor.EndpointMetadata.OfType<EndpointDefinition>().Any());
            options.MapType<DateOnly>(static () => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" });
            options.SupportNonNullableReferenceTypes();
            options.IncludeXmlComments(XmlDocs.FileOf(typeof(ApiDescription).Assembly));
            options.IncludeXmlComments(XmlDocs.FileOf(typeof(MinutesJson).Assembly));
            options.IncludeXmlComments(XmlDocs.FileOf(typeof(Importing.ImportResult).Assembly));
            options.OperationFilter<OperationDescription>();
            options.DocumentFilter<DocumentDescription>();
        });
    }

    /// <summary>Other requests do not pass through it.</summary>
    public static void MapApiDescription(this WebApplication app) => app.UseWhen(static context => context.Request.Path.StartsWithSegments("/swagger"), static description =>
    {
        description.UseSwagger(static options => options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
        description.UseSwaggerUI(static options =>
        {
            options.DocumentTitle = "OpenMinutes API";
            options.SwaggerEndpoint("/swagger/v1/swagger.json", "OpenMinutes");
        });
    });
}
