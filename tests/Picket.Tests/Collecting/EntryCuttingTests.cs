using System.Text;
using CsCheck;
using Picket.Core;
using Picket.Pipeline.Collecting.Stdin;
using Xunit;

namespace Picket.Tests.Collecting;

public sealed class EntryCuttingTests
{
    [Theory]
    [InlineData("{\"a\":1}\n{\"b\":2}\n", new[] { "{\"a\":1}", "{\"b\":2}" })]
    [InlineData("{\"a\":1}\r\n\r\n\n{\"b\":2}", new[] { "{\"a\":1}", "{\"b\":2}" })]
    [InlineData("plain\n{\"b\":2}\n", new[] { "plain", "{\"b\":2}" })]
    [InlineData("{\n  \"a\": 1\n}\n{\"b\":2}\n", new[] { "{\n  \"a\": 1\n}", "{\"b\":2}" })]
    [InlineData("\uFEFF{\n  \"a\": 1\n}", new[] { "\uFEFF{\n  \"a\": 1\n}" })]
    [InlineData("{\"a\":1\n{\"b\":2}\n{\"c\":3}\n", new[] { "{\"a\":1", "{\"b\":2}", "{\"c\":3}" })]
    [InlineData("{\"a\":\n{\"b\":2}\n{\"c\":3}\n", new[] { "{\"a\":", "{\"b\":2}", "{\"c\":3}" })]
    [InlineData("{\n\"a\": 1,\n{\"b\":2}\n", new[] { "{", "\"a\": 1,", "{\"b\":2}" })]
    [InlineData("[\n{\"a\":1},\n{\"b\":2}\n]\n", new[] { "[\n{\"a\":1},\n{\"b\":2}\n]" })]
    [InlineData("{\"cut\":\"off", new[] { "{\"cut\":\"off" })]
    [InlineData("", new string[0])]
    public async Task A_stream_is_cut_into_lines_and_documents(string text, string[] expected) =>
        Assert.Equal(expected, (await ReadAsync(text, int.MaxValue)).Select(e => e.Text));

    [Fact]
    public async Task Lines_are_counted_through_documents_and_blanks()
    {
        var entries = await ReadAsync("one\n\n{\n\"a\": 1\n}\nlast", int.MaxValue);

        Assert.Equal([1L, 3L, 6L], entries.Select(e => e.Line));
    }

    [Fact]
    public async Task However_the_bytes_arrive_the_entries_are_the_same()
    {
        const string text = "{\"a\":1}\nx\n{\n \"b\": [\n1,2]\n}\n{\"broken\":\n{\"c\":3}\n\nlast";
        var whole = await ReadAsync(text, int.MaxValue);

        for (var step = 1; step < 20; step++)
            Assert.Equal(whole, await ReadAsync(text, step));
    }

    [Fact]
    public async Task A_line_of_100_megabytes_is_cut_and_the_next_one_read()
    {
        const int length = 100_000_000;
        using var stream = new RepeatedStream(length, "\n{\"a\":1}\n"u8.ToArray());
        var entries = new List<Entry>();
        await foreach (var batch in new StdinSource("in", "", stream).ReadAsync(
            new Dictionary<string, SourcePosition>(), TestContext.Current.CancellationToken))
            entries.AddRange(batch.Entries);

        Assert.Equal([length, 0L], entries.Select(e => e.CutFrom));
        Assert.InRange(entries[0].Bytes.Length, QuarantinedEntry.MaxRawBytes, 1024 * 1024);
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(entries[1].Bytes.Span));
    }

    [Fact]
    public void Nothing_but_white_space_is_lost_however_broken_the_text() =>
        Gen.Char["{}[]\",:1a \n"].Array[0, 120].Sample(chars =>
        {
            var text = new string(chars);
            var entries = ReadAsync(text, int.MaxValue).GetAwaiter().GetResult();

            Assert.Equal(Dense(text), Dense(string.Concat(entries.Select(e => e.Text))));
        }, iter: 20_000);

    // A comma behind a document belongs to the list around it.
    private static string Dense(string text) => string.Concat(text.Where(c => c is not (' ' or '\n' or ',')));

    private static async Task<List<(string Text, long Line)>> ReadAsync(string text, int step)
    {
        using var stream = new RepeatedStream(0, Encoding.UTF8.GetBytes(text), step);
        var entries = new List<(string, long)>();
        await foreach (var batch in new StdinSource("in", "", stream).ReadAsync(
            new Dictionary<string, SourcePosition>(), TestContext.Current.CancellationToken))
        {
            entries.AddRange(batch.Entries.Select(e => (Encoding.UTF8.GetString(e.Bytes.Span), e.Line)));
            batch.Dispose();
        }

        return entries;
    }

    /// <summary>So many x, then an end; never more than a step of bytes at once.</summary>
    private sealed class RepeatedStream(int length, byte[] end, int step = int.MaxValue) : MemoryStream(end)
    {
        private int _left = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left == 0)
                return new(Read(buffer.Span[..Math.Min(step, buffer.Length)]));
            var count = Math.Min(_left, buffer.Length);
            buffer.Span[..count].Fill((byte)'x');
            _left -= count;
            return new(count);
        }
    }
}
