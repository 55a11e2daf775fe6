using System.Runtime.Versioning;
using System.Text;
using CsCheck;
using Picket.Pipeline.Reporting.Ledger;
using Xunit;

namespace Picket.Tests.Reporting;

public sealed class LedgerFailureTests : IDisposable
{
    private readonly LedgerFixture _fixture = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_torn_last_line_is_set_aside_and_told()
    {
        await _fixture.FillAsync(2, _cancellation);
        await File.AppendAllTextAsync(_fixture.LedgerPath, "{\"sequence\":3,\"time\":\"20", _cancellation);

        using (await _fixture.OpenAsync(_cancellation)) { }

        var lines = await File.ReadAllLinesAsync(_fixture.LedgerPath, _cancellation);
        var aside = Assert.Single(Directory.GetFiles(_fixture.Folder, "ledger.torn-3-*.bin"));
        Assert.Equal("{\"sequence\":3,\"time\":\"20", await File.ReadAllTextAsync(aside, _cancellation));
        Assert.Equal(3, lines.Length);
        Assert.Contains("\"kind\":\"torn\",\"subject\":\"" + Path.GetFileName(aside), lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wherever_a_crash_cuts_the_last_line_the_entries_before_it_stay()
    {
        await _fixture.FillAsync(3, _cancellation);
        var whole = await File.ReadAllBytesAsync(_fixture.LedgerPath, _cancellation);
        var kept = whole.AsSpan(..^1).LastIndexOf((byte)'\n') + 1;

        await Gen.Int[kept, whole.Length - 1].SampleAsync(
            async cut =>
            {
                await File.WriteAllBytesAsync(_fixture.LedgerPath, whole[..cut], _cancellation);
                using (await _fixture.OpenAsync(_cancellation)) { }

                var after = await File.ReadAllTextAsync(_fixture.LedgerPath, _cancellation);
                Assert.StartsWith(Encoding.UTF8.GetString(whole, 0, kept), after, StringComparison.Ordinal);
                Assert.Equal(cut > kept, after.Contains("\"kind\":\"torn\"", StringComparison.Ordinal));
            },
            iter: 100, threads: 1);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_the_next_entry_goes_on_from_the_last_acknowledged_one()
    {
        FaultyFile? file = null;
        using (var ledger = await EvidenceLedger.OpenAsync(
            _fixture.Folder, _fixture.Clock, path => file = new(path), _cancellation))
        {
            await ledger.AppendAsync("note", "kept", "{}", _cancellation);
            file!.IsFull = true;
            var refused = await Assert.ThrowsAsync<LedgerException>(() => ledger.AppendAsync("note", "lost", "{}", _cancellation));
            var read = await ledger.ReadAsync(_cancellation);
            file.IsFull = false;
            var next = await ledger.AppendAsync("note", "again", "{}", _cancellation);

            Assert.Equal("PKT6010", refused.Code);
            Assert.Contains("No space left on device", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("lost", Encoding.UTF8.GetString(read.Span), StringComparison.Ordinal);
            Assert.Equal(2, next.Sequence);
        }

        using var again = await _fixture.OpenAsync(_cancellation);
        Assert.Equal(3, (await again.AppendAsync("note", "", "", _cancellation)).Sequence);
    }

    [Fact]
    public async Task A_device_without_space_is_told_to_the_caller()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        File.CreateSymbolicLink(_fixture.LedgerPath, "/dev/full");
        using var ledger = await _fixture.OpenAsync(_cancellation);

        var refused = await Assert.ThrowsAsync<LedgerException>(() => ledger.AppendAsync("note", "", "", _cancellation));

        Assert.Equal("PKT6010", refused.Code);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told_to_the_caller()
    {
        var file = Path.Combine(_fixture.Folder, "file");
        await File.WriteAllTextAsync(file, "", _cancellation);

        var refused = await Assert.ThrowsAsync<LedgerException>(
            () => EvidenceLedger.OpenAsync(Path.Combine(file, "data"), _fixture.Clock, _cancellation));

        Assert.Equal("PKT6012", refused.Code);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_folder_without_permission_is_told_to_the_caller()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "The superuser may write anywhere.");
        File.SetUnixFileMode(_fixture.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var refused = await Assert.ThrowsAsync<LedgerException>(() => _fixture.OpenAsync(_cancellation));
            Assert.Equal("PKT6012", refused.Code);
        }
        finally
        {
            File.SetUnixFileMode(_fixture.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => _fixture.Dispose();
}
