using System.Text;
using System.Text.Json;
using CsCheck;
using Picket.Pipeline.Normalising.Cards;
using Xunit;

namespace Picket.Tests.Normalising;

public sealed class PanGuardTests
{
    private static readonly string[] Pieces =
        ["4", "1", "11", "4111", " ", "-", "%", "%20", "%3", "%34", "\\", "\\u", "\\u0034", "\\u002d", "u", "B", "a"];

    // Published test numbers of the card networks.
    [Theory]
    [InlineData("4111111111111111", "411111******1111")]
    [InlineData("4222222222222", "422222***2222")]
    [InlineData("5555555555554444", "555555******4444")]
    [InlineData("2223003122003222", "222300******3222")]
    [InlineData("378282246310005", "378282*****0005")]
    [InlineData("6011111111111117", "601111******1117")]
    [InlineData("3530111333300000", "353011******0000")]
    [InlineData("30569309025904", "305693****5904")]
    [InlineData("6759649826438453", "675964******8453")]
    [InlineData("6200000000000005", "620000******0005")]
    [InlineData("2200000000000004", "220000******0004")]
    [InlineData("4111 1111 1111 1111", "4111 11** **** 1111")]
    [InlineData("4111-1111-1111-1111", "4111-11**-****-1111")]
    [InlineData("3782 822463 10005", "3782 82**** *0005")]
    [InlineData("3056 930902 5904", "3056 93**** 5904")]
    [InlineData("4111%201111%201111%201111", "4111%2011**%20****%201111")]
    [InlineData("4111+1111+1111+1111", "4111+11**+****+1111")]
    [InlineData("4111%2D1111%2d1111%2D1111", "4111%2D11**%2d****%2D1111")]
    [InlineData("%B4111111111111111^DOE/J^29121011234567?", "%B411111******1111^DOE/J^**************?")]
    [InlineData(";4111111111111111=29121011234567?", ";411111******1111=**************?")]
    [InlineData("pan=4111111111111111=yes", "pan=411111******1111=yes")]
    [InlineData("card4111111111111111", "card411111******1111")]
    [InlineData("2026-05-04 4111111111111111 12/29", "2026-05-04 411111******1111 12/29")]
    [InlineData("4111 1111 1111 1111 737 ok", "4111 11** **** 1111 737 ok")]
    [InlineData("\u00d6\\u00e94111111111111111", "\u00d6\\u00e9411111******1111")]
    public void A_card_number_keeps_its_first_six_and_last_four_digits(string text, string masked) =>
        Assert.Equal(masked, Mask(text));

    [Fact]
    public void A_uuid_is_never_a_card_number() =>
        Gen.Guid.Sample(id => Assert.Equal(id.ToString(), Mask(id.ToString())), iter: 50_000);

    [Fact]
    public void Escaped_digits_are_read_as_digits()
    {
        var escaped = string.Concat("4111111111111111".Select(c => $"\\u{(int)c:x4}"));

        var masked = Mask($"{{\"a\":\"{escaped}\"}}");

        using var document = JsonDocument.Parse(masked);
        Assert.Equal("411111******1111", document.RootElement.GetProperty("a").GetString());
    }

    [Theory]
    [InlineData("4111111111111112")] // fails Luhn
    [InlineData("1234567812345670")] // no issuer
    [InlineData("41111111111111111111")] // a longer run
    [InlineData("1767225600123456789")] // nanoseconds
    [InlineData("0.4111111111111111")] // a fraction
    [InlineData("sha256:ab4111111111111111cdab4111111111111111cdab4111111111111111cdabcd")]
    [InlineData("01234567-4111-1111-1111-1111abcdef01")]
    [InlineData("41111111-1111-1111-8a73-a99197c57c21")]
    [InlineData("22268500-0000-4253-ae49-a1791ac7dff0")]
    [InlineData("4111  1111 1111 1111")] // two spaces are a table, not a number
    [InlineData("41 11 11 11 11 11 11 11")]
    [InlineData("411111111111111")]
    [InlineData("")]
    public void Other_numbers_stay(string text) => Assert.Equal(text, Mask(text));

    [Fact]
    public void An_unquoted_number_becomes_a_string_so_that_the_json_stays_valid()
    {
        var json = """{"spec":{"list":[1,{"pan":4111111111111111}],"n":-4111111111111111}}""";

        Assert.True(PanGuard.TryMaskJson(Encoding.UTF8.GetBytes(json), out var masked));

        Assert.Equal("""{"spec":{"list":[1,{"pan":"411111******1111"}],"n":"-411111******1111"}}""", masked.Bytes.Text());
        Assert.Equal(["spec.list[1].pan", "spec.n"], masked.Cards.Select(c => c.Path));
        Assert.All(masked.Cards, c => Assert.Equal(("Visa", 16), (c.Network, c.Digits)));
    }

    [Fact]
    public void A_field_named_like_a_card_number_is_masked_in_its_path_too()
    {
        Assert.True(PanGuard.TryMaskJson("""{"4111111111111111":{"x":"5555555555554444"}}"""u8.ToArray(), out var masked));

        Assert.All(masked.Cards, c => Assert.StartsWith("411111******1111", c.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Broken_json_is_masked_as_text()
    {
        Assert.True(PanGuard.TryMaskJson("""{"pan":4111111111111111,"x":"""u8.ToArray(), out var masked));

        Assert.Equal("""{"pan":411111******1111,"x":""", masked.Bytes.Text());
    }

    [Fact]
    public void A_card_is_found_wherever_it_stands_in_a_long_text() =>
        (from number in Cards.Numbers
         from grouping in Gen.Int[0, 3]
         from before in Gen.Int[0, 200]
         from after in Gen.Int[0, 200]
         select (Text: Cards.Group(number, grouping), before, after)).Sample(c =>
         {
             var text = new string('x', c.before) + c.Text + new string('.', c.after);

             var masked = Mask(text);

             Assert.Equal(text.Length, masked.Length);
             Assert.Equal(Cards.Digits(c.Text).Length - 10, masked.Count(b => b == '*'));
             Assert.Equal(Cards.Digits(c.Text)[..6], Cards.Digits(masked)[..6]);
             Assert.Equal(Cards.Digits(c.Text)[^4..], Cards.Digits(masked)[^4..]);
             Assert.Equal(masked, Mask(masked));
         }, iter: 5_000);

    [Fact]
    public void A_number_that_fails_the_luhn_check_is_never_masked() =>
        Cards.Numbers.Sample(number =>
        {
            var wrong = number[..^1] + (char)('0' + (number[^1] - '0' + 1) % 10);

            Assert.Equal(wrong, Mask(wrong));
        }, iter: 5_000);

    [Fact]
    public void Random_bytes_never_throw_and_keep_their_length_as_text() =>
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            if (PanGuard.TryMaskText(bytes, out var masked))
                Assert.Equal(bytes.Length, masked.Bytes.Length);
            PanGuard.TryMaskJson(bytes, out _);
        }, iter: 20_000);

    [Fact]
    public void Text_of_card_like_pieces_is_clean_once_masked() =>
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i])
            .Array[0, 60].Sample(pieces =>
            {
                var text = Encoding.UTF8.GetBytes(string.Concat(pieces));
                if (PanGuard.TryMaskText(text, out var masked))
                    Assert.False(PanGuard.TryMaskText(masked.Bytes.Span, out _));
            }, iter: 20_000);

    private static string Mask(string text) =>
        PanGuard.TryMaskText(Encoding.UTF8.GetBytes(text), out var masked) ? masked.Bytes.Text() : text;

    /// <summary>Random card numbers with a right check digit.</summary>
    private static class Cards
    {
        private static readonly (string Start, int Length)[] Kinds =
            [("4", 16), ("51", 16), ("2221", 16), ("34", 15), ("6011", 16), ("3528", 16), ("36", 14), ("62", 19), ("2202", 16)];

        public static Gen<string> Numbers { get; } =
            from kind in Gen.Int[0, Kinds.Length - 1].Select(i => Kinds[i])
            from digits in Gen.Int[0, 9].Array[19]
            select WithCheckDigit(kind.Start + string.Concat(digits.Take(kind.Length - kind.Start.Length - 1)));

        public static string Group(string number, int grouping)
        {
            var sizes = number.Length switch { 14 => (int[])[4, 6, 4], 15 => [4, 6, 5], 16 => [4, 4, 4, 4], _ => [4, 4, 4, 4, 3] };
            var parts = new List<string>();
            foreach (var size in sizes)
            {
                parts.Add(number[..size]);
                number = number[size..];
            }

            return string.Join(grouping switch { 0 => "", 1 => " ", 2 => "-", _ => "+" }, parts);
        }

        public static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

        private static string WithCheckDigit(string digits)
        {
            var sum = digits.Reverse().Select((c, i) => i % 2 == 0 ? (c - '0') * 2 : c - '0').Sum(d => d > 9 ? d - 9 : d);
            return digits + (10 - sum % 10) % 10;
        }
    }
}
