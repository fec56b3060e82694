using Scriban.Parsing;

namespace OpenMinutes.Rendering.Engine;

/// <summary>A template that cannot be used: where it is wrong, why, and on which page that showed.</summary>
internal sealed class TemplateException : Exception
{
    public TemplateException(SourceSpan place, string reason, string? page = null)
        : base($"{place.FileName}({place.Start.Line + 1},{place.Start.Column + 1}): {reason}{(page is null ? "" : $" (page {page})")}")
    {
    }

    public TemplateException(string message)
        : base(message)
    {
    }
}
