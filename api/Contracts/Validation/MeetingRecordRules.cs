using System.Text.Json;

namespace OpenMinutes.Contracts;

/// <summary>
/// The rules of a record that its types cannot say. They are checked on the JSON, whatever else is wrong with it, so that one answer tells everything;
/// what is not of its type is passed over here.
/// </summary>
internal sealed class MeetingRecordRules
{
    private readonly FaultList _faults;
    private readonly Dictionary<string, string> _anchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _items = new(StringComparer.Ordinal);

    private MeetingRecordRules(FaultList faults) => _faults = faults;

    public static void Check(JsonElement record, FaultList faults)
    {
        var rules = new MeetingRecordRules(faults);
        rules.Members(record, clauseDepth: 0);
        rules.AnnexesHaveItems(record);
        rules.TimesHaveRocDates(record);
    }

    private void Members(JsonElement part, int clauseDepth)
    {
        if (part.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in part.EnumerateObject())
        {
            if (member.NameEquals("attendance") || member.NameEquals("sections") || member.NameEquals("items")
                || member.NameEquals("annexes") || member.NameEquals("reports") || member.NameEquals("attachments"))
            {
                Parts(member, clauseDepth: 0);
            }
            else if (member.NameEquals("clauses") || member.NameEquals("explanation") || member.NameEquals("children"))
            {
                Parts(member, clauseDepth + 1);
            }
            else if (member.NameEquals("outcome"))
            {
                _faults.Enter(member.Name);
                Part(member.Value);
                Members(member.Value, clauseDepth: 0);
                _faults.Leave();
            }
        }
    }

    private void Parts(JsonProperty list, int clauseDepth)
    {
        if (list.Value.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var index = 0;
        _faults.Enter(list.Name);
        foreach (var part in list.Value.EnumerateArray())
        {
            if (_faults.IsFull)
            {
                break;
            }

            _faults.Enter(index++);
            if (clauseDepth > Limits.ClauseDepth)
            {
                _faults.Add(FaultCodes.TooDeep, $"nests deeper than {Limits.ClauseDepth} clauses");
            }
            else
            {
                Part(part);
                if (list.NameEquals("items") && Text(part, "id") is { } item)
                {
                    _items.Add(item);
                }
                else if (list.NameEquals("sections"))
                {
                    NoneIsEmpty(part);
                }
                else if (clauseDepth > 0)
                {
                    ClauseSaysSomething(part);
                }

                Members(part, clauseDepth);
            }

            _faults.Leave();
        }

        _faults.Leave();
    }

    private void Part(JsonElement part)
    {
        if (Text(part, "id") is { } anchor)
        {
            _faults.Enter("id");
            if (!_anchors.TryAdd(anchor, _faults.Pointer()))
            {
                _faults.Add(FaultCodes.DuplicateAnchor, $"is the anchor of {_anchors[anchor]} already");
            }

            _faults.Leave();
        }

        if (Member(part, "disclosure") is { } disclosure && Text(disclosure, "level") == "summary" && Text(disclosure, "summary") is null)
        {
            _faults.Enter("disclosure");
            _faults.Enter("summary");
            _faults.Add(FaultCodes.SummaryMissing, "is required where the level is summary");
            _faults.Leave();
            _faults.Leave();
        }
    }

    private void NoneIsEmpty(JsonElement section)
    {
        if (Member(section, "none") is { ValueKind: JsonValueKind.True } && (HasEntries(section, "items") || HasEntries(section, "clauses")))
        {
            _faults.Add(FaultCodes.NoneNotEmpty, "says none but has items or clauses");
        }
    }

    private void ClauseSaysSomething(JsonElement clause)
    {
        if (clause.ValueKind == JsonValueKind.Object
            && Text(clause, "label") is null && Text(clause, "heading") is null && Text(clause, "text") is null
            && !HasEntries(clause, "children") && Member(clause, "disclosure") is not { ValueKind: JsonValueKind.Object })
        {
            _faults.Add(FaultCodes.EmptyClause, "has neither label, heading, text nor children");
        }
    }

    private void AnnexesHaveItems(JsonElement record)
    {
        if (Member(record, "annexes") is not { ValueKind: JsonValueKind.Array } annexes)
        {
            return;
        }

        var index = 0;
        foreach (var annex in annexes.EnumerateArray())
        {
            if (Text(annex, "item") is { } item && !_items.Contains(item))
            {
                _faults.Enter("annexes");
                _faults.Enter(index);
                _faults.Enter("item");
                _faults.Add(FaultCodes.UnknownAnchor, "is not the anchor of an item of this record");
                _faults.Leave();
                _faults.Leave();
                _faults.Leave();
            }

            index++;
        }
    }

    /// <summary>The minutes are printed with ROC dates, so a time that has none could not be published.</summary>
    private void TimesHaveRocDates(JsonElement record)
    {
        foreach (var member in (ReadOnlySpan<string>)["start", "end"])
        {
            if (OffsetTimeConverter.TryParse(Text(record, member), out var time) && !RocCalendar.Covers(time))
            {
                _faults.Enter(member);
                _faults.Add(FaultCodes.OutOfRange, "must be a time of the years 1912 to 2910 in Taiwan");
                _faults.Leave();
            }
        }
    }

    private static JsonElement? Member(JsonElement part, string name) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value) ? value : null;

    private static bool HasEntries(JsonElement part, string name) =>
        Member(part, name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0;

    /// <summary>The text of a member; null if it is absent, empty, or no text.</summary>
    private static string? Text(JsonElement part, string name)
    {
        if (Member(part, name) is not { ValueKind: JsonValueKind.String } value)
        {
            return null;
        }

        try
        {
            return value.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
