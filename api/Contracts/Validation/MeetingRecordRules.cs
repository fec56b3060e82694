using System.Runtime.InteropServices;
using System.Text.Json;

namespace OpenMinutes.Contracts;

/// <summary>
/// The rules of a record that its types cannot say. They are checked on the JSON, whatever else is wrong with it, so that one answer tells everything;
/// what is not of its type is passed over here.
/// </summary>
internal sealed class MeetingRecordRules
{
    private readonly FaultList _faults;
    private readonly Dictionary<string, FaultList.Place> _anchors = new(StringComparer.Ordinal);
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
            if (member.NameEquals("attendance"u8) || member.NameEquals("sections"u8) || member.NameEquals("items"u8)
                || member.NameEquals("annexes"u8) || member.NameEquals("reports"u8) || member.NameEquals("attachments"u8))
            {
                Parts(member, clauseDepth: 0);
            }
            else if (member.NameEquals("clauses"u8) || member.NameEquals("explanation"u8) || member.NameEquals("children"u8))
            {
                Parts(member, clauseDepth + 1);
            }
            else if (member.NameEquals("outcome"u8))
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
                if (list.NameEquals("items"u8) && Text(part, "id"u8) is { } item)
                {
                    _items.Add(item);
                }
                else if (list.NameEquals("sections"u8))
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
        if (Text(part, "id"u8) is { } anchor)
        {
            _faults.Enter("id");
            if (!_anchors.TryAdd(anchor, _faults.Here()))
            {
                _faults.Add(FaultCodes.DuplicateAnchor, $"is the anchor of {_anchors[anchor]} already");
            }

            _faults.Leave();
        }

        if (Member(part, "disclosure"u8) is { } disclosure && Text(disclosure, "level"u8) == "summary" && Text(disclosure, "summary"u8) is null)
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
        if (Member(section, "none"u8) is { ValueKind: JsonValueKind.True } && (HasEntries(section, "items"u8) || HasEntries(section, "clauses"u8)))
        {
            _faults.Add(FaultCodes.NoneNotEmpty, "says none but has items or clauses");
        }
    }

    private void ClauseSaysSomething(JsonElement clause)
    {
        if (clause.ValueKind == JsonValueKind.Object
            && !HasText(clause, "label"u8) && !HasText(clause, "heading"u8) && !HasText(clause, "text"u8)
            && !HasEntries(clause, "children"u8) && Member(clause, "disclosure"u8) is not { ValueKind: JsonValueKind.Object })
        {
            _faults.Add(FaultCodes.EmptyClause, "has neither label, heading, text nor children");
        }
    }

    private void AnnexesHaveItems(JsonElement record)
    {
        if (Member(record, "annexes"u8) is not { ValueKind: JsonValueKind.Array } annexes)
        {
            return;
        }

        var index = 0;
        foreach (var annex in annexes.EnumerateArray())
        {
            if (Text(annex, "item"u8) is { } item && !_items.Contains(item))
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
        HasRocDate("start", Text(record, "start"u8));
        HasRocDate("end", Text(record, "end"u8));
    }

    private void HasRocDate(string member, string? text)
    {
        if (OffsetTimeConverter.TryParse(text, out var time) && !RocCalendar.Covers(time))
        {
            _faults.Enter(member);
            _faults.Add(FaultCodes.OutOfRange, "must be a time of the years 1912 to 2910 in Taiwan");
            _faults.Leave();
        }
    }

    private static JsonElement? Member(JsonElement part, ReadOnlySpan<byte> name) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value) ? value : null;

    private static bool HasEntries(JsonElement part, ReadOnlySpan<byte> name) =>
        Member(part, name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0;

    private static bool HasText(JsonElement part, ReadOnlySpan<byte> name) =>
        Member(part, name) is { ValueKind: JsonValueKind.String } value
        && (JsonMarshal.GetRawUtf8Value(value).Contains((byte)'\\') ? Text(part, name) is not null : !value.ValueEquals(""u8));

    /// <summary>The text of a member; null if it is absent, empty, or no text.</summary>
    private static string? Text(JsonElement part, ReadOnlySpan<byte> name)
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
