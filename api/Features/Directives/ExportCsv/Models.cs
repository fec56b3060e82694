namespace OpenMinutes.Api.Features.Directives.ExportCsv;

internal sealed record Request : DirectiveFilter;
