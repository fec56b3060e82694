namespace OpenMinutes.Api.Platform.Problems;

internal static class ProblemsSetup
{
    public static void AddProblems(this IServiceCollection services) => services.AddExceptionHandler<ProblemAnswers>();

    /// <summary>Whatever ends badly from here on is answered as a problem.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(ProblemAnswers.WriteAsync);
    }
}
