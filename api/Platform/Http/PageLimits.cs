namespace OpenMinutes.Api.Platform.Http;

internal static class PageLimits
{
    public const int Usual = 50;
    public const int Largest = 1000;
}
