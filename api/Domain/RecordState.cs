namespace OpenMinutes.Api.Domain;

/// <summary>Where the working edition of a record stands.</summary>
internal enum RecordState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Waiting for approval.</summary>
    Submitted,

    /// <summary>Approved, to go public later.</summary>
    Approved,

    /// <summary>Public.</summary>
    Published,

    /// <summary>Was public.</summary>
    Withdrawn,
}

/// <summary>What an editor does with a record.</summary>
internal enum WorkflowStep
{
    Replace,
    Submit,
    Return,
    Approve,
    Correct,
    Discard,
}

/// <summary>Which step is allowed in which state.</summary>
internal static class Workflow
{
    public static bool Allows(this RecordState state, WorkflowStep step) => (step, state) is
        (WorkflowStep.Replace or WorkflowStep.Submit or WorkflowStep.Discard, RecordState.Draft) or
        (WorkflowStep.Return or WorkflowStep.Approve, RecordState.Submitted) or
        (WorkflowStep.Correct, RecordState.Approved or RecordState.Published or RecordState.Withdrawn);
}
