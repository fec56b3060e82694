using System.Text.Json.Nodes;
using OpenMinutes.Api.Features.Directives.Batch;
using OpenMinutes.Api.Features.Keys.Create;
using OpenMinutes.Api.Features.Publications;
using OpenMinutes.Api.Features.Publications.Create;
using OpenMinutes.Api.Features.Records.Approve;
using OpenMinutes.Api.Features.Records.Correct;
using OpenMinutes.Api.Features.Records.Preview;
using OpenMinutes.Api.Features.Records.Redact;
using OpenMinutes.Api.Features.Records.Reinstate;
using OpenMinutes.Api.Features.Records.Return;
using OpenMinutes.Api.Features.Records.Submit;
using OpenMinutes.Api.Features.Records.Withdraw;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Platform.OpenApi;

/// <summary>What a caller may send, and what it is told, ready to be tried.</summary>
internal static class Examples
{
    /// <summary>Minutes as a document.</summary>
    public const string Document =
        """
        數位發展部
        第18次主管會議紀錄
        日期：114年11月20日（星期四）下午3時30分
        主席：林部長宜敬

        貳、報告事項

        案由二：數位國際司施政重點，報請公鑒。（報告單位：數位國際司）

        決定：洽悉。
        """;

    private static readonly Dictionary<Type, string> Bodies = new()
    {
        [typeof(MeetingRecord)] =
            """
            {
              "id": "moda-supervisors-18",
              "series": "supervisors",
              "number": 18,
              "title": "第18次主管會議紀錄",
              "start": "2025-11-20T15:30:00+08:00",
              "end": "2025-11-20T16:39:00+08:00",
              "location": "本部延平大樓101會議室",
              "header": [
                { "key": "body", "asWritten": "數位發展部" },
                { "key": "title", "asWritten": "第18次主管會議紀錄" },
                { "key": "version", "asWritten": "公告版" },
                { "key": "date", "label": "日期", "asWritten": "114年11月20日（星期四）下午3時30分" }
              ],
              "attendance": [
                { "id": "a-11", "role": "unspecified", "asWritten": "韌性建設司牛司長信仁（陳高級分析師坤中代）", "name": "牛信仁", "title": "司長", "unit": "韌性建設司",
                  "status": "represented", "representedBy": { "name": "陳坤中", "title": "高級分析師" } }
              ],
              "sections": [
                { "id": "reports", "label": "貳", "heading": "報告事項", "items": [
                  { "id": "reports-1", "label": "案由一", "title": "本部重要會議指（裁）示事項追蹤列管辦理情形案", "purpose": "報請公鑒",
                    "units": [ { "role": "reporting", "name": "數位策略司" } ],
                    "outcome": { "id": "reports-1-o", "kind": "decision", "label": "決定", "result": "noted", "clauses": [
                      { "id": "reports-1-o-1", "label": "一", "text": "洽悉。" } ] } } ] },
                { "id": "discussion", "label": "參", "heading": "討論事項", "disclosure": { "level": "withheld", "ground": "18-1-3" } },
                { "id": "motions", "label": "肆", "heading": "臨時動議", "none": true }
              ]
            }
            """,
        [typeof(Contracts.Series)] = """{ "name": "主管會議", "body": "數位發展部", "numbering": "continuous" }""",
        [typeof(RegisteredUnit)] = """{ "name": "數位策略司", "aliases": [ "策略司" ], "body": "數位發展部", "order": 10 }""",
        [typeof(Directive)] =
            """
            {
              "id": "moda-2025-031",
              "series": "supervisors",
              "text": "請國際司研議數位憑證皮夾之跨境互通測試。",
              "units": [ { "name": "數位國際司", "role": "lead" }, { "name": "數位策略司", "role": "support" } ],
              "due": "2025-12-31",
              "disclosure": { "level": "public" }
            }
            """,
        [typeof(DirectiveProgress)] = """{ "unit": "數位國際司", "state": "proposed", "percent": 100, "note": "已辦理互通測試，建請解除追蹤。" }""",
        [typeof(DirectiveReview)] = """{ "record": "moda-supervisors-18", "verdict": "continue", "text": "請持續追蹤測試結果。", "due": "2026-01-31" }""",
        [typeof(DirectiveAggregate)] = """{ "record": "moda-supervisors-18", "cohort": "earlier", "total": 7, "released": 3, "continued": 4 }""",
        [typeof(DirectiveLine)] = """{ "id": "moda-2025-031", "progress": { "unit": "數位國際司", "percent": 60 } }""",
        [typeof(SubmitBody)] = """{ "note": "請核定" }""",
        [typeof(ReturnBody)] = """{ "note": "請補案由二的決議" }""",
        [typeof(ApproveBody)] = """{ "publishAt": "2025-12-01T10:00:00+08:00" }""",
        [typeof(PreviewBody)] = """{ "publishAt": "2025-12-01T10:00:00+08:00" }""",
        [typeof(CorrectBody)] = """{ "changeNote": "更正案由二之決議" }""",
        [typeof(WithdrawBody)] = """{ "reason": "內容尚待釐清" }""",
        [typeof(ReinstateBody)] = """{ "reason": "已釐清" }""",
        [typeof(RedactBody)] = """{ "anchors": [ "reports-2-o-2" ], "ground": "18-1-6", "reason": "含個人資料" }""",
        [typeof(Erratum)] = """{ "anchor": "reports-2-o-2", "text": "「114年11月11間」應為「114年11月11日間」。", "date": "2025-12-20" }""",
        [typeof(PublicationBody)] = """{ "scope": "all", "reason": "新版面" }""",
        [typeof(Reasoned)] = """{ "reason": "版面有誤" }""",
        [typeof(KeyBody)] = """{ "name": "document-system", "person": "王承辦", "scopes": [ "records:read", "records:write" ] }""",
    };

    public static JsonNode? Of(Type body) => Bodies.TryGetValue(body, out var example) ? JsonNode.Parse(example) : null;

    public static JsonNode Of(ProblemCode problem) => new JsonObject
    {
        ["type"] = $"urn:openminutes:problem:{problem.Code}",
        ["title"] = problem.Title,
        ["status"] = problem.Status,
        ["detail"] = $"{problem.Title}.",
        ["code"] = problem.Code,
    };
}
