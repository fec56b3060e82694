using System.Text;
using System.Text.Json;
using OpenMinutes.Contracts;

namespace OpenMinutes.Tests.Contracts;

/// <summary>Stored documents that are no editions are read and written by code of their own too, which must come to the same.</summary>
public sealed class StoredJsonTests
{
    private static readonly Disclosure[] Disclosures =
    [
        .. Enum.GetValues<Ground>().Select(static ground => new Disclosure { Level = DisclosureLevel.Withheld, Ground = ground }),
        .. Enum.GetValues<DisclosureLevel>().Select(static level => new Disclosure { Level = level, Summary = "摘要" }),
    ];

    public static TheoryData<PublicDirective> Directives() =>
    [
        new PublicDirective { Series = "supervisors", Number = 1 },
        .. Disclosures.Select(static disclosure => new PublicDirective { Series = "supervisors", Number = 2, Disclosure = disclosure }),
        .. Enum.GetValues<Verdict>().Select(static verdict => new PublicDirective
        {
            Series = "supervisors",
            Number = 3,
            Text = "請\"國際司\"研議。\n其二。",
            State = DirectiveState.Released,
            Due = new DateOnly(2025, 12, 31),
            CurrentDue = new DateOnly(2026, 1, 31),
            Origin = new PublicOrigin { Key = "2025-018", Anchor = "reports-2-o-2" },
            Units =
            [
                .. from role in Enum.GetValues<DirectiveRole>()
                from state in Enum.GetValues<DirectiveState>()
                select new PublicDirectiveUnit { Name = "數位國際司", Role = role, State = state },
            ],
            Reviews =
            [
                new PublicReview { Key = "2025-019", Verdict = verdict },
                new PublicReview { Key = "2025-020", Anchor = "reports-1", Verdict = verdict, Reopens = true, Text = "續辦", Due = new DateOnly(2026, 2, 1), Units = ["數位國際司"] },
            ],
        }),
    ];

    public static TheoryData<PublicRegister> Registers() =>
    [
        new PublicRegister { Series = "supervisors", AsOf = "2025-018", Day = new DateOnly(2025, 11, 20) },
        new PublicRegister
        {
            Series = "supervisors",
            AsOf = "2025-018",
            Day = new DateOnly(2025, 11, 20),
            Open = 5,
            Overdue = 1,
            OpenNotPublic = 4,
            ReleasedWithDue = 20,
            ReleasedOnTime = 15,
            Ages = [new AgeGroup { Months = 3, Count = 2 }, new AgeGroup { Count = 1 }],
            Meetings =
            [
                new RegisterMeeting { Key = "2025-018", Day = new DateOnly(2025, 11, 20), Previous = new CohortCount { Total = 7, Released = 3, Continued = 4, Stated = true }, Begun = 2, Reopened = 1 },
                new RegisterMeeting { Key = "2025-017", Day = new DateOnly(2025, 11, 13), Earlier = new CohortCount { Total = 7, Released = 3, Continued = 4 } },
            ],
            Units = [new UnitCount { Unit = "digital-strategy", Count = 5 }, new UnitCount { Unit = "other" }],
        },
    ];

    [Theory]
    [MemberData(nameof(Directives))]
    public void A_directive_is_read_and_written_as_anywhere(PublicDirective directive)
    {
        var stored = JsonSerializer.SerializeToUtf8Bytes(directive, MinutesJson.Options);

        Assert.Equal(Text(stored), Text(StoredJson.Write(directive)));
        Assert.Equal(Text(stored), JsonSerializer.Serialize(StoredJson.Directive(stored), MinutesJson.Options));
    }

    [Theory]
    [MemberData(nameof(Registers))]
    public void Figures_of_a_register_are_read_and_written_as_anywhere(PublicRegister register)
    {
        var stored = JsonSerializer.SerializeToUtf8Bytes(register, MinutesJson.Options);

        Assert.Equal(Text(stored), Text(StoredJson.Write(register)));
        Assert.Equal(Text(stored), JsonSerializer.Serialize(StoredJson.Register(stored), MinutesJson.Options));
    }

    [Fact]
    public void What_a_document_leaves_out_is_empty()
    {
        var directive = StoredJson.Directive("""{"series":"supervisors","number":1}"""u8);

        Assert.Empty(directive.Units);
        Assert.Empty(directive.Reviews);
    }

    [Theory]
    [InlineData("""{"series":"supervisors","number":1,"other":"x"}""")]
    [InlineData("""{"series":"supervisors"}""")]
    [InlineData("null")]
    [InlineData("[]")]
    public void What_is_no_directive_is_refused(string json) => Assert.Throws<JsonException>(() => StoredJson.Directive(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{")]
    public void What_is_no_edition_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => StoredJson.Edition(Encoding.UTF8.GetBytes(json)));

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);
}
