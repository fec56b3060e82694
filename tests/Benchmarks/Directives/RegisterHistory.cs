using System.Text.Json.Nodes;

namespace OpenMinutes.Benchmarks.Directives;

/// <summary>
/// Monthly meetings and the directives that they begin, review, release and re-open: invented, and the same whenever it is made. A meeting reviews what is open before it; each
/// directive is public, closed or a summary, and given to one or two units.
/// </summary>
internal sealed class RegisterHistory
{
    public const string Series = "directives-demo";

    private static readonly string[] Units = ["數位策略司", "韌性建設司", "資源管理司", "數位政府司", "數位國際司", "資料創新司", "秘書處", "人事處", "主計處", "資訊處", "法制處", "政風處"];
    private static readonly string[] Subjects = ["跨境互通測試", "障礙通報機制", "備援演練", "開放資料盤點", "人才培訓計畫", "服務流程簡化", "採購作業檢討", "法規調適研析"];
    private static readonly DateTimeOffset First = new(2024, 1, 18, 15, 30, 0, TimeSpan.FromHours(8));

    private readonly Random _random = new(18);
    private readonly List<(string Id, DateOnly Due)> _open = [];
    private readonly List<string> _released = [];
    private readonly int _meetings;
    private readonly int _directives;

    public RegisterHistory(int meetings, int directives) => (_meetings, _directives) = (meetings, directives);

    /// <summary>Each meeting with what it begins and reviews, in order.</summary>
    public IEnumerable<Held> Meetings()
    {
        var begun = 0;
        for (var number = 1; number <= _meetings; number++)
        {
            var (id, start) = ($"{Series}-{number}", First.AddMonths(number - 1));
            var reviews = _open.ToArray().Select(entry => Review(id, entry, start)).Concat(Reopened(id)).ToList();
            var directives = Enumerable.Range(begun, (_directives * number / _meetings) - begun).Select(at => Directive(id, at, start)).ToList();
            begun += directives.Count;
            yield return new Held(id, Record(id, number, start, directives), directives, reviews);
        }
    }

    private JsonObject Review(string meeting, (string Id, DateOnly Due) directive, DateTimeOffset start)
    {
        var released = _random.Next(100) < 30;
        if (released)
        {
            _open.Remove(directive);
            _released.Add(directive.Id);
        }

        var review = new JsonObject { ["record"] = meeting, ["verdict"] = released ? "release" : "continue", ["text"] = released ? "已辦理完成，同意解除追蹤。" : "請持續辦理。" };
        if (!released && directive.Due < DateOnly.FromDateTime(start.DateTime))
            review["due"] = $"{start.AddMonths(2):yyyy-MM-dd}";
        return new JsonObject { ["id"] = directive.Id, ["review"] = review };
    }

    private IEnumerable<JsonObject> Reopened(string meeting)
    {
        if (_released.Count < 20 || _random.Next(6) > 0)
            yield break;
        var id = _released[_random.Next(_released.Count - 10)];
        _released.Remove(id);
        _open.Add((id, DateOnly.MaxValue));
        yield return new JsonObject { ["id"] = id, ["review"] = new JsonObject { ["record"] = meeting, ["verdict"] = "continue", ["text"] = "成果未臻完善，重新列管。" } };
    }

    private JsonObject Directive(string meeting, int at, DateTimeOffset start)
    {
        var (id, due) = ($"{Series}-case-{at + 1:000}", DateOnly.FromDateTime(start.AddMonths(_random.Next(1, 7)).DateTime));
        var lead = Units[_random.Next(Units.Length)];
        var support = Units[_random.Next(Units.Length)];
        _open.Add((id, due));
        return new JsonObject
        {
            ["id"] = id,
            ["series"] = Series,
            ["origin"] = new JsonObject { ["record"] = meeting, ["anchor"] = "i-2" },
            ["text"] = $"（示範資料）請{lead}辦理{Subjects[at % Subjects.Length]}，並於{due.Month}月{due.Day}日前提報。",
            ["units"] = new JsonArray([.. new[] { lead, support }.Distinct().Select((name, place) => new JsonObject { ["name"] = name, ["role"] = place == 0 ? "lead" : "support" })]),
            ["due"] = $"{due:yyyy-MM-dd}",
            ["disclosure"] = _random.Next(10) switch
            {
                < 5 => new JsonObject { ["level"] = "public" },
                5 => new JsonObject { ["level"] = "summary", ["summary"] = "（示範資料）研議中之案件" },
                _ => new JsonObject { ["level"] = "withheld", ["ground"] = "18-1-3" },
            },
        };
    }

    private static JsonObject Record(string id, int number, DateTimeOffset start, List<JsonObject> begun) => new()
    {
        ["id"] = id,
        ["series"] = Series,
        ["number"] = number,
        ["title"] = $"（示範資料）第{number}次列管會議紀錄",
        ["start"] = $"{start:yyyy-MM-dd'T'HH:mm:sszzz}",
        ["header"] = new JsonArray(new JsonObject { ["key"] = "version", ["asWritten"] = "公告版" }),
        ["sections"] = new JsonArray(new JsonObject
        {
            ["id"] = "s-1",
            ["label"] = "壹",
            ["heading"] = "報告事項",
            ["items"] = new JsonArray(Item("i-1", "案由一", "重要會議指（裁）示事項追蹤列管辦理情形案", "洽悉。"), Item("i-2", "案由二", "本次新增列管事項", $"計{begun.Count}案，依辦理期限列管。")),
        }),
    };

    private static JsonObject Item(string id, string label, string title, string text) => new()
    {
        ["id"] = id,
        ["label"] = label,
        ["title"] = title,
        ["outcome"] = new JsonObject
        {
            ["id"] = $"{id}-o",
            ["kind"] = "decision",
            ["label"] = "決定",
            ["result"] = "noted",
            ["clauses"] = new JsonArray(new JsonObject { ["id"] = $"{id}-o-1", ["label"] = "一", ["text"] = text }),
        },
    };
}

/// <summary>A meeting, and what it does to directives.</summary>
/// <param name="Id">The record.</param>
/// <param name="Record">Its content.</param>
/// <param name="Begun">The directives that it begins.</param>
/// <param name="Reviews">Lines of a batch, each a review.</param>
internal sealed record Held(string Id, JsonObject Record, IReadOnlyList<JsonObject> Begun, IReadOnlyList<JsonObject> Reviews);
