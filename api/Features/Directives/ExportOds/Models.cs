namespace OpenMinutes.Api.Features.Directives.ExportOds;

internal sealed record Request : DirectiveFilter;
