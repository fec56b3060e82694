using OpenMinutes.Publisher;
using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Tests.Publisher;

/// <summary>Several draw at once, and nobody can see which of them was faster.</summary>
public sealed class DesksTests
{
    private static readonly Desks Desks = new(static () => new Desk(null!, null!, null!, new LinkCheck("https://minutes.example", complete: true, notes: null), htmlOnly: false));

    [Fact]
    public async Task Of_drawings_that_fail_together_the_first_in_order_is_told()
    {
        using var second = new ManualResetEventSlim();
        Action<Desk>[] drawings =
        [
            _ =>
            {
                // With one processor nobody else draws, and this one fails first.
                second.Wait(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
                throw new InvalidDataException("first");
            },
            _ =>
            {
                second.Set();
                throw new InvalidDataException("second");
            },
        ];
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => DoAsync(drawings, TestContext.Current.CancellationToken));
        Assert.Equal("first", failure.Message);
    }

    [Fact]
    public async Task A_question_that_gives_up_by_itself_is_a_failure()
    {
        await Assert.ThrowsAsync<TaskCanceledException>(() => Desks.DoAsync([Drawings()], TestContext.Current.CancellationToken));

        static async IAsyncEnumerable<Drawing> Drawings()
        {
            yield return new Drawing([], static _ => { });
            await Task.FromCanceled(new CancellationToken(canceled: true));
        }
    }

    [Fact]
    public async Task Who_cancels_is_told_so()
    {
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DoAsync([_ => cancellation.Cancel(), static _ => { }], cancellation.Token));
    }

    private static Task DoAsync(Action<Desk>[] drawings, CancellationToken cancellation) =>
        Desks.DoAsync([drawings.Select(static draw => new Drawing([], draw)).ToAsyncEnumerable()], cancellation);
}
