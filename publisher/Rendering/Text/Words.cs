using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Text;

/// <summary>The contract's terms in the site's language.</summary>
internal static class Words
{
    /// <summary>null where the clauses say it better than a word.</summary>
    public static string? Of(OutcomeResult? result) => result switch
    {
        OutcomeResult.Noted => "洽悉",
        OutcomeResult.Accepted => "通過",
        OutcomeResult.Amended => "修正通過",
        OutcomeResult.Deferred => "保留",
        OutcomeResult.Rejected => "不予通過",
        _ => null,
    };

    public static string Of(AttendeeRole role) => role switch
    {
        AttendeeRole.Chair => "主席",
        AttendeeRole.Recorder => "紀錄",
        AttendeeRole.Attendee => "出席人員",
        AttendeeRole.Observer => "列席人員",
        AttendeeRole.Unspecified => "出席及列席人員",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    public static string Of(Ground ground) => ground switch
    {
        Ground.StateSecret => "政府資訊公開法第18條第1項第1款（國家機密或依法應秘密、限制或禁止公開之事項）",
        Ground.CrimeOrSafety => "政府資訊公開法第18條第1項第2款（有礙犯罪之偵查、追訴、執行、公正裁判，或有危害他人生命、身體、自由、財產）",
        Ground.PreDecision => "政府資訊公開法第18條第1項第3款（作成意思決定前，內部單位之擬稿或其他準備作業）",
        Ground.Supervision => "政府資訊公開法第18條第1項第4款（監督、管理、檢（調）查、取締等業務之相關資料）",
        Ground.Examination => "政府資訊公開法第18條第1項第5款（考試、檢定或鑑定等有關資料）",
        Ground.Privacy => "政府資訊公開法第18條第1項第6款（個人隱私、職業上秘密或著作權人之公開發表權）",
        Ground.BusinessSecret => "政府資訊公開法第18條第1項第7款（營業上秘密或經營事業有關之資訊）",
        Ground.CulturalHeritage => "政府資訊公開法第18條第1項第8款（為保存文化資產必須特別管理之資訊）",
        Ground.StateEnterprise => "政府資訊公開法第18條第1項第9款（公營事業機構經營之有關資料）",
        _ => throw new ArgumentOutOfRangeException(nameof(ground)),
    };
}
