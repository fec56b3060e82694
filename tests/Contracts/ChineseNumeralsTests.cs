using FsCheck;
using FsCheck.Fluent;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

public sealed class ChineseNumeralsTests
{
    [Theory]
    [InlineData(0, "零", "零")]
    [InlineData(1, "一", "壹")]
    [InlineData(3, "三", "參")]
    [InlineData(10, "十", "拾")]
    [InlineData(12, "十二", "拾貳")]
    [InlineData(20, "二十", "貳拾")]
    [InlineData(101, "一百零一", "壹佰零壹")]
    [InlineData(110, "一百一十", "壹佰壹拾")]
    [InlineData(114, "一百一十四", "壹佰壹拾肆")]
    [InlineData(1_001, "一千零一", "壹仟零壹")]
    [InlineData(1_010, "一千零一十", "壹仟零壹拾")]
    [InlineData(10_010, "一萬零一十", "壹萬零壹拾")]
    [InlineData(99_999, "九萬九千九百九十九", "玖萬玖仟玖佰玖拾玖")]
    [InlineData(100_000, "十萬", "拾萬")]
    [InlineData(100_000_007, "一億零七", "壹億零柒")]
    [InlineData(int.MaxValue, "二十一億四千七百四十八萬三千六百四十七", "貳拾壹億肆仟柒佰肆拾捌萬參仟陸佰肆拾柒")]
    public void A_number_is_written_in_either_style_and_read_back(int value, string ordinary, string formal)
    {
        Assert.Equal(ordinary, ChineseNumerals.Format(value));
        Assert.Equal(formal, ChineseNumerals.Format(value, NumeralStyle.Formal));
        Assert.Equal(value, Read(ordinary));
        Assert.Equal(value, Read(formal));
    }

    [Theory]
    [InlineData("一一四", 114)]
    [InlineData("一〇四", 104)]
    [InlineData("一○四", 104)]
    [InlineData("〇", 0)]
    [InlineData("114", 114)]
    [InlineData("１１４", 114)]
    [InlineData("05", 5)]
    [InlineData("廿", 20)]
    [InlineData("廿一", 21)]
    [InlineData("卅一", 31)]
    [InlineData("一百十四", 114)]
    [InlineData("一百〇五", 105)]
    [InlineData("兩百", 200)]
    [InlineData("一十二", 12)]
    [InlineData("壹拾貳", 12)]
    [InlineData("叁拾", 30)]
    [InlineData("叄仟伍佰", 3_500)]
    [InlineData("一萬五千", 15_000)]
    public void Digit_strings_and_variants_are_read(string text, int value) => Assert.Equal(value, Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("案由一")]
    [InlineData("一、")]
    [InlineData("一 二")]
    [InlineData("一二十")]
    [InlineData("十十")]
    [InlineData("二三百")]
    [InlineData("百五")]
    [InlineData("百")]
    [InlineData("一百一")]
    [InlineData("三百四千")]
    [InlineData("一百零十零")]
    [InlineData("1百")]
    [InlineData("一2")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    [InlineData("二十一億四千七百四十八萬三千六百四十八")]
    [InlineData("九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九")]
    public void What_is_no_well_formed_number_is_refused(string text)
    {
        Assert.False(ChineseNumerals.TryParse(text, out var value));
        Assert.Equal(0, value);
    }

    [Fact]
    public void A_negative_number_cannot_be_written() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ChineseNumerals.Format(-1));

    [Fact]
    public void Every_number_up_to_99_999_survives_writing_and_reading_in_either_style()
    {
        for (var value = 0; value <= 99_999; value++)
        {
            Assert.Equal(value, Read(ChineseNumerals.Format(value)));
            Assert.Equal(value, Read(ChineseNumerals.Format(value, NumeralStyle.Formal)));
        }
    }

    [Property(MaxTest = 1_000)]
    public Property Any_number_survives_writing_and_reading() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt>(), number => Read(ChineseNumerals.Format(number.Item)) == number.Item);

    [Property(MaxTest = 1_000)]
    public Property What_is_read_of_any_numerals_is_what_writing_its_value_says()
    {
        var texts = Gen.Elements("零一二三四五六七八九十百千萬億壹貳拾佰仟廿".ToCharArray()).ArrayOf().Select(characters => new string(characters)).ToArbitrary();
        return Prop.ForAll(texts, text => !ChineseNumerals.TryParse(text, out var value) || Read(ChineseNumerals.Format(value)) == value);
    }

    private static int Read(string text)
    {
        Assert.True(ChineseNumerals.TryParse(text, out var value), $"{text} is not read.");
        return value;
    }
}
