using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.Problems;

namespace OpenMinutes.Api.Features.Records;

internal static class WorkflowRefusal
{
    public static void Require(this RecordState state, WorkflowStep step)
    {
        if (!state.Allows(step))
        {
            throw new ProblemException(ProblemCode.WrongState, $"The record is {state.ToString().ToLowerInvariant()}; {Condition(step)}.");
        }
    }

    private static string Condition(WorkflowStep step) => step switch
    {
        WorkflowStep.Replace => "only a draft can be replaced",
        WorkflowStep.Submit => "only a draft can be submitted",
        WorkflowStep.Return => "only what is submitted can be returned",
        WorkflowStep.Discard => "only a draft can be discarded",
        WorkflowStep.Approve => "only what is submitted can be approved",
        _ => "only what is approved can be corrected: a draft can be replaced, and what is submitted returned",
    };
}
