using OpenMinutes.Contracts;

namespace OpenMinutes.Tests.Contracts;

public sealed class DirectiveLifeTests
{
    private static readonly DateOnly Due = new(2025, 12, 31);
    private static readonly DirectiveUnit[] Units = [new() { Name = "國際司" }, new() { Name = "策略司", Role = DirectiveRole.Support }];

    [Fact]
    public void It_is_released_once_every_unit_is()
    {
        var first = Life([], Release(1, "國際司"));
        Assert.Equal([DirectiveState.Released, DirectiveState.Pending], first.Units.Select(unit => unit.State));
        Assert.Equal((DirectiveState.Pending, ReviewEffect.Continued), (first.State, first.History[0].Effect));

        var second = Life([], Release(1, "國際司"), Release(2, "策略司"));
        Assert.Equal((DirectiveState.Released, ReviewEffect.Released), (second.State, second.History[1].Effect));
    }

    [Fact]
    public void A_unit_that_asks_to_be_released_waits_for_the_meeting_and_goes_back_to_work_if_that_continues_it()
    {
        PostedProgress[] asked = [Progress(5, "國際司", DirectiveState.Proposed, 100), Progress(5, "策略司", DirectiveState.Proposed)];

        Assert.Equal(DirectiveState.Proposed, Life(asked).State);
        var continued = Life(asked, Continue(6));
        Assert.Equal((DirectiveState.Pending, 100), (continued.State, continued.Units[0].Percent));
        Assert.Equal(DirectiveState.Proposed, Life([.. asked, Progress(7, "國際司", DirectiveState.Proposed), Progress(7, "策略司", DirectiveState.Proposed)], Continue(6)).State);
        Assert.Equal(DirectiveState.Released, Life(asked, Continue(6), Release(7)).State);
    }

    [Fact]
    public void To_continue_what_was_released_opens_all_of_it_again()
    {
        var life = Life([], Release(1), Continue(2));

        Assert.Equal((DirectiveState.Pending, ReviewEffect.Reopened), (life.State, life.History[1].Effect));
        Assert.All(life.Units, unit => Assert.Equal(DirectiveState.Pending, unit.State));
        Assert.Equal(ReviewEffect.None, Life([], Release(1), Release(2)).History[1].Effect);
    }

    [Fact]
    public void The_newest_meeting_that_sets_a_day_sets_the_day()
    {
        var life = Life([], Continue(1) with { Due = new DateOnly(2026, 1, 31) }, Continue(2), Release(3));

        Assert.Equal(new DateOnly(2026, 1, 31), life.Due);
        Assert.Equal([Due, new DateOnly(2026, 1, 31), new DateOnly(2026, 1, 31)], life.History.Select(entry => entry.DueBefore));
    }

    private static DirectiveLife Life(IReadOnlyList<PostedProgress> progress, params HeldReview[] reviews) => DirectiveLife.Of(Units, Due, progress, [.. reviews.Reverse()]);

    private static HeldReview Continue(int meeting) => new(meeting, At(meeting), Verdict.Continue, null, []);

    private static HeldReview Release(int meeting, params string[] units) => new(meeting, At(meeting), Verdict.Release, null, units);

    private static PostedProgress Progress(int day, string unit, DirectiveState state, int? percent = null) => new(unit, At(day).AddHours(-1), state, percent, null);

    private static DateTimeOffset At(int day) => new(2025, 11, day, 15, 30, 0, TimeSpan.FromHours(8));
}
