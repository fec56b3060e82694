namespace OpenMinutes.Api.Platform.OpenApi;

internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen();
    }

    public static void MapApiDescription(this WebApplication app)
    {
        app.UseSwagger();
        app.UseSwaggerUI();
    }
}
