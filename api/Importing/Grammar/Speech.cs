using System.Text.RegularExpressions;

namespace OpenMinutes.Importing;

/// <summary>What somebody said or what was done, in minutes that are half a transcript: 主席：請問各位，有無異議？, （進行表決）.</summary>
internal static partial class Speech
{
    public static bool IsSaid(string text) => Said().IsMatch(text);

    public static bool IsStageDirection(string text) => text is ['（', .., '）'] or ['(', .., ')'];

    [GeneratedRegex(@"^(主席|[^：，。、\d]{1,12}(委員|議員|部長|院長|署長|局長|處長|主任|秘書|理事|監事)[^：，。、\d]{0,4})\s*([（(][^（）()]{1,16}[）)])?：", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Said();
}
