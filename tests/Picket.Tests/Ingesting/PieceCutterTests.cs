using System.Text;
using CsCheck;
using Picket.Core;
using Picket.Ingesting;
using Xunit;

namespace Picket.Tests.Ingesting;

public sealed class PieceCutterTests
{
    private const int MaxBytes = 64;

    private static readonly Gen<string[]> Texts = Gen.String[Gen.Char.AlphaNumeric, 0, 100].Array[0, 40];

    [Fact]
    public void Pieces_together_are_the_file_and_end_where_lines_end() =>
        Texts.Sample(lines =>
        {
            var whole = string.Concat(lines.Select(l => l + "\n"));
            // What leads and trails the entries is blank, and carries nothing.
            var pieces = Cut(lines);

            Assert.Equal(whole.Trim('\n'), string.Join("", Joined(pieces)).Trim('\n'));
            Assert.All(pieces, p => Assert.Equal((byte)'\n', p.Bytes.Span[^1]));
            Assert.All(pieces, p => Assert.True(p.Bytes.Length <= MaxBytes || p.Bytes.Span.Count((byte)'\n') == 1));
            Assert.All(pieces, p => Assert.StartsWith(lines[p.Line - 1], Text(p), StringComparison.Ordinal));
        });

    [Fact]
    public void Files_do_not_share_a_piece()
    {
        var cutter = new PieceCutter(MaxBytes);

        Assert.Null(cutter.Add(new("one"u8.ToArray(), "a", 1)));
        var first = cutter.Add(new("two"u8.ToArray(), "b", 7));

        Assert.Equal(("a", 1L, "one\n"), (first!.Origin, first.Line, Text(first)));
        var second = cutter.Take();
        Assert.Equal(("b", 7L, "two\n"), (second!.Origin, second.Line, Text(second)));
        Assert.Null(cutter.Take());
    }

    [Fact]
    public void What_follows_a_document_of_several_lines_keeps_its_line()
    {
        var cutter = new PieceCutter(MaxBytes);

        cutter.Add(new("{\n\"a\": 1\n}"u8.ToArray(), "a", 2));
        cutter.Add(new("{}"u8.ToArray(), "a", 6));

        Assert.Equal("{\n\"a\": 1\n}\n\n{}\n", Text(cutter.Take()!));
    }

    private static List<Piece> Cut(string[] lines)
    {
        var cutter = new PieceCutter(MaxBytes);
        var pieces = new List<Piece?>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > 0)
                pieces.Add(cutter.Add(new(Encoding.UTF8.GetBytes(lines[i]), "file", i + 1)));
        }

        return [.. pieces.Append(cutter.Take()).OfType<Piece>()];
    }

    // Blank lines between two pieces belong to neither.
    private static IEnumerable<string> Joined(List<Piece> pieces)
    {
        var line = 1L;
        foreach (var piece in pieces)
        {
            yield return new string('\n', (int)(piece.Line - line)) + Text(piece);
            line = piece.Line + piece.Bytes.Span.Count((byte)'\n');
        }
    }

    private static string Text(Piece piece) => Encoding.UTF8.GetString(piece.Bytes.Span);
}
