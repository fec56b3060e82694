using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

/// <summary>The laws of the register, over any sequence of meetings, reviews, releases, re-openings, corrections, withdrawals and reinstatements.</summary>
public sealed class DirectiveChainTests
{
    private static readonly DateTimeOffset First = new(2024, 1, 18, 15, 30, 0, TimeSpan.FromHours(8));

    [Property(MaxTest = 300)]
    public void Every_cohort_is_what_was_released_and_what_continued_and_what_opens_a_meeting_is_what_continued_and_began_before(int seed)
    {
        var history = new RandomHistory(new Random(seed));
        for (var step = 0; step < 60; step++)
        {
            history.Step();
            var register = history.Register();
            CheckLaws(register);
            CheckAgainstLife(register);
        }
    }

    [Property(MaxTest = 100)]
    public void The_order_in_which_it_became_known_does_not_matter(int seed)
    {
        var random = new Random(seed);
        var history = new RandomHistory(random);
        for (var step = 0; step < 60; step++)
            history.Step();

        Assert.Equal(Summary(history.Register()), Summary(history.Register(random)));
    }

    private static void CheckLaws(Register register)
    {
        for (var at = 0; at < register.Chain.Count; at++)
        {
            var meeting = register.Chain[at];
            foreach (var cohort in Enum.GetValues<Cohort>())
            {
                var figures = meeting.Of(cohort);
                Assert.Equal(figures.Total, figures.Released + figures.Continued);
            }

            Assert.Equal(meeting.Opening.Count, meeting.Of(Cohort.Previous).Total + meeting.Of(Cohort.Earlier).Total);
            if (at == 0)
                continue;
            var before = register.Chain[at - 1];
            Assert.Equal(before.Continued.Concat(before.Begun).Concat(before.Reopened).Order(), meeting.Opening.Order());
            Assert.Equal(before.Begun.Concat(before.Reopened).Order(), meeting.OpeningOfPrevious.Order());
            Assert.Equal(before.Continued.Count, meeting.Of(Cohort.Earlier).Total);
        }
    }

    /// <summary>What the chain says is open at its end is what each directive says of itself.</summary>
    private static void CheckAgainstLife(Register register)
    {
        var last = register.Chain[^1];
        Assert.Equal(
            register.Cases.Where(placed => placed.IsInChain && placed.Life.State != DirectiveState.Released).Select(placed => placed.Case.Directive.Id).Order(),
            last.Continued.Concat(last.Begun).Concat(last.Reopened).Order());
    }

    private static string Summary(Register register) => string.Join('\n', register.Chain.Select(meeting =>
        $"{string.Join(',', meeting.Opening)}|{string.Join(',', meeting.Released)}|{string.Join(',', meeting.Reopened)}|{string.Join(',', meeting.Unexpected)}"));

    /// <summary>Things happen to a register, one after the other, as the api would let them.</summary>
    private sealed class RandomHistory(Random random)
    {
        private readonly List<(string Record, bool Counts)> _meetings = [("m-0", true)];
        private readonly List<Directive> _directives = [];
        private readonly Dictionary<(string Directive, string Record), DirectiveReview> _reviews = [];

        public void Step()
        {
            switch (random.Next(8))
            {
                case 0:
                    _meetings.Add(($"m-{_meetings.Count:00}", random.Next(4) > 0));
                    break;
                case 1:
                    // A withdrawal, a reinstatement, a publication.
                    var at = random.Next(_meetings.Count);
                    _meetings[at] = (_meetings[at].Record, !_meetings[at].Counts);
                    break;
                case 2 or 3:
                    _directives.Add(NewDirective());
                    break;
                case 4 when _reviews.Count > 0:
                    // A correction takes a review back.
                    _reviews.Remove(_reviews.Keys.ElementAt(random.Next(_reviews.Count)));
                    break;
                default:
                    if (_directives.Count > 0)
                        Review(_directives[random.Next(_directives.Count)], _meetings[random.Next(_meetings.Count)].Record);
                    break;
            }
        }

        public Register Register(Random? shuffled = null)
        {
            var slots = _meetings.Select((meeting, at) => new RegisterSlot(
                meeting.Record, meeting.Record, at + 1, First.AddMonths(at), meeting.Counts, new Dictionary<Cohort, CohortFigures>())).ToArray();
            var cases = _directives.Select(directive =>
            {
                var reviews = _reviews.Where(review => review.Key.Directive == directive.Id).Select(review => review.Value).ToArray();
                shuffled?.Shuffle(reviews);
                return new RegisterCase(directive, [], reviews);
            }).ToArray();
            shuffled?.Shuffle(slots);
            shuffled?.Shuffle(cases);
            return new Register(slots, cases);
        }

        private Directive NewDirective() => new()
        {
            Id = $"d-{_directives.Count:00}",
            Series = "supervisors",
            Text = "辦理。",
            Units = [.. Enumerable.Range(0, random.Next(1, 4)).Select(unit => new DirectiveUnit { Name = $"單位{unit}" })],
            Origin = random.Next(6) switch
            {
                0 => null,
                1 => new DirectiveOrigin { Record = "deleted", Anchor = "a" },
                _ => new DirectiveOrigin { Record = _meetings[random.Next(_meetings.Count)].Record, Anchor = "a" },
            },
        };

        private void Review(Directive directive, string record)
        {
            var verdict = random.Next(2) == 0 ? Verdict.Continue : Verdict.Release;
            _reviews[(directive.Id, record)] = new DirectiveReview
            {
                Record = record,
                Verdict = verdict,
                Units = verdict == Verdict.Release && random.Next(2) == 0 ? [directive.Units[random.Next(directive.Units.Count)].Name] : [],
            };
        }
    }
}
