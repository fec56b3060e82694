using System.Globalization;
using FastEndpoints;
using OpenMinutes.Api.Features.Attachments;
using OpenMinutes.Api.Features.Attachments.Cleaning;
using OpenMinutes.Api.Features.Imports;
using OpenMinutes.Api.Features.Previews;
using OpenMinutes.Api.Features.Records;
using OpenMinutes.Api.Features.Records.Get;
using OpenMinutes.Api.Platform;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.Metrics;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Api.Platform.Sequencing;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args is [CleaningProcess.Command, var mediaType])
{
    return CleaningProcess.Run(mediaType);
}

if (args is ["import", ..])
{
    return await ImportCommand.RunAsync(args);
}

if (Environment.GetEnvironmentVariable("OPENMINUTES_API_DB") is not { Length: > 0 } connectionString)
{
    await Console.Error.WriteLineAsync("OPENMINUTES_API_DB is not set: the connection string of a login in openminutes_api.");
    return 1;
}

if (args is ["keys", ..])
{
    return await KeysCommand.RunAsync(args, connectionString);
}

if (args is ["audit", ..])
{
    return await AuditCommand.RunAsync(args, connectionString);
}

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddDatabase(connectionString);
builder.Services.AddKeys();
builder.Services.AddTokens(builder.Configuration);
builder.Services.AddRateLimits(builder.Configuration);
builder.Services.AddProblems();
builder.Services.AddHttp();
builder.Services.AddApiDescription();
builder.Services.AddMeasurements();
builder.Services.AddPreviews();
builder.Services.AddAttachments();
builder.Services.AddSingleton<Answers>();
builder.Services.AddHostedService<DueEditions>();
builder.Services.AddHostedService<Sequencer>();
builder.Services.AddHostedService<Housekeeping>();
builder.WebHost.ConfigureKestrel(HttpSetup.Limit);
builder.Logging.AddOneLineJson();

var app = builder.Build();
app.UseRequestLog();
app.UseMiddleware<KeyQuestion>();
app.UseProblems();
app.BlockRouteList();
app.UseResponseCompression();
app.UseKeys();
app.UseRateLimiter();
app.UseMiddleware<KnownAnswer>();
app.UseAuthorization();
app.UseFastEndpoints(HttpSetup.Configure);
app.MapApiDescription();
await app.RunAsync();
return 0;
