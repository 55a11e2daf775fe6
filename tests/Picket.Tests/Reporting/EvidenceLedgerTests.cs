using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Picket.Pipeline.Reporting.Ledger;
using Xunit;

namespace Picket.Tests.Reporting;

public sealed class EvidenceLedgerTests : IDisposable
{
    private readonly LedgerFixture _fixture = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_follows_the_one_before_it()
    {
        using var ledger = await _fixture.OpenAsync(_cancellation);

        var first = await ledger.AppendAsync("note", "a", "{}", _cancellation);
        var second = await ledger.AppendAsync("note", "b", "{}", _cancellation);

        Assert.Equal((1, new string('0', 64)), (first.Sequence, first.Previous));
        Assert.Equal((2, first.Hash), (second.Sequence, second.Previous));
    }

    [Fact]
    public async Task A_reopened_ledger_goes_on_with_the_same_key()
    {
        await _fixture.FillAsync(3, _cancellation);
        var before = await File.ReadAllTextAsync(Path.Combine(_fixture.Folder, "ledger.pub.pem"), _cancellation);

        using var ledger = await _fixture.OpenAsync(_cancellation);
        var entry = await ledger.AppendAsync("note", "after", "{}", _cancellation);

        Assert.Equal(4, entry.Sequence);
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(_fixture.Folder, "ledger.pub.pem"), _cancellation));
    }

    [Fact]
    public async Task A_line_can_be_verified_with_nothing_but_SHA_256_and_the_public_key()
    {
        await _fixture.FillAsync(1, _cancellation);
        var line = (await File.ReadAllLinesAsync(_fixture.LedgerPath, _cancellation))[0];
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(Path.Combine(_fixture.Folder, "ledger.pub.pem"), _cancellation));

        var signed = Encoding.UTF8.GetBytes(line[..line.IndexOf(",\"hash\":", StringComparison.Ordinal)] + "}");
        using var entry = JsonDocument.Parse(line);

        Assert.Equal(entry.RootElement.GetProperty("hash").GetString(), Convert.ToHexStringLower(SHA256.HashData(signed)));
        Assert.True(key.VerifyData(
            signed, entry.RootElement.GetProperty("signature").GetBytesFromBase64(), HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence));
    }

    [Theory]
    [InlineData("""quotes " and \ and newline""" + "\n\t\u0001")]
    [InlineData("Zürich, 支払い, 💳, \u2028")]
    [InlineData("a lone surrogate \ud800 here")]
    [InlineData("")]
    public async Task Any_text_survives_reopening(string body)
    {
        using (var ledger = await _fixture.OpenAsync(_cancellation))
        {
            await ledger.AppendAsync("note", body, body, _cancellation);
        }

        using var again = await _fixture.OpenAsync(_cancellation);

        Assert.Equal(2, (await again.AppendAsync("note", "", "", _cancellation)).Sequence);
    }

    [Fact]
    public async Task Concurrent_appends_become_one_chain()
    {
        using (var ledger = await _fixture.OpenAsync(_cancellation))
        {
            var appends = Enumerable.Range(0, 50).Select(i => ledger.AppendAsync("note", $"{i}", "{}", _cancellation));
            var entries = await Task.WhenAll(appends);
            Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), entries.Select(e => e.Sequence).Order());
        }

        using var again = await _fixture.OpenAsync(_cancellation);
        Assert.Equal(51, (await again.AppendAsync("note", "", "", _cancellation)).Sequence);
    }

    [Fact]
    public async Task Only_one_holder_may_append()
    {
        using var ledger = await _fixture.OpenAsync(_cancellation);

        var refused = await Assert.ThrowsAsync<LedgerException>(() => _fixture.OpenAsync(_cancellation));

        Assert.Equal("PKT6011", refused.Code);
        Assert.Equal(1, (await ledger.AppendAsync("note", "", "", _cancellation)).Sequence);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_private_key_is_for_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are a Unix matter.");
        await _fixture.FillAsync(1, _cancellation);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(_fixture.Folder, "ledger.key")));
    }

    [Fact]
    public async Task A_ledger_whose_key_is_gone_is_not_continued_with_another()
    {
        await _fixture.FillAsync(1, _cancellation);
        File.Delete(Path.Combine(_fixture.Folder, "ledger.key"));

        var refused = await Assert.ThrowsAsync<LedgerException>(() => _fixture.OpenAsync(_cancellation));

        Assert.Equal("PKT6014", refused.Code);
    }

    [Fact]
    public async Task A_key_that_is_no_key_is_refused_without_quoting_it()
    {
        await File.WriteAllTextAsync(Path.Combine(_fixture.Folder, "ledger.key"), "hunter2", _cancellation);

        var refused = await Assert.ThrowsAsync<LedgerException>(() => _fixture.OpenAsync(_cancellation));

        Assert.Equal("PKT6014", refused.Code);
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_key_in_the_place_of_the_private_one_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(Path.Combine(_fixture.Folder, "ledger.key"), key.ExportSubjectPublicKeyInfoPem(), _cancellation);

        Assert.Equal("PKT6014", (await Assert.ThrowsAsync<LedgerException>(() => _fixture.OpenAsync(_cancellation))).Code);
    }

    [Fact]
    public async Task A_ledger_signed_by_another_key_is_refused()
    {
        await _fixture.FillAsync(2, _cancellation);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(Path.Combine(_fixture.Folder, "ledger.key"), other.ExportPkcs8PrivateKeyPem(), _cancellation);

        Assert.Equal("PKT6013", (await Assert.ThrowsAsync<LedgerException>(() => _fixture.OpenAsync(_cancellation))).Code);
    }

    [Fact]
    public async Task A_changed_entry_stops_the_opening_and_is_named()
    {
        await _fixture.FillAsync(3, _cancellation);
        var text = await File.ReadAllTextAsync(_fixture.LedgerPath, _cancellation);
        await File.WriteAllTextAsync(_fixture.LedgerPath, text.Replace("subject 2", "subject 9", StringComparison.Ordinal), _cancellation);

        var refused = await Assert.ThrowsAsync<LedgerException>(() => _fixture.OpenAsync(_cancellation));

        Assert.Equal("PKT6013", refused.Code);
        Assert.Contains("PKT6113: Entry 2 was changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_set_back_is_an_entry_of_its_own()
    {
        await _fixture.FillAsync(1, _cancellation);
        var early = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(ReportFixture.Now.AddDays(-1)));
        using (var ledger = await EvidenceLedger.OpenAsync(_fixture.Folder, early, _cancellation))
        {
            Assert.Equal(3, (await ledger.AppendAsync("note", "", "", _cancellation)).Sequence);
        }

        var lines = await File.ReadAllLinesAsync(_fixture.LedgerPath, _cancellation);
        Assert.Contains("\"kind\":\"clock\"", lines[1], StringComparison.Ordinal);
        using var again = await _fixture.OpenAsync(_cancellation);
        Assert.Equal(4, (await again.AppendAsync("note", "", "", _cancellation)).Sequence);
    }

    [Fact]
    public async Task A_body_over_the_bound_is_the_callers_mistake()
    {
        using var ledger = await _fixture.OpenAsync(_cancellation);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => ledger.AppendAsync("note", "", new string('x', 4 * 1024 * 1024 + 1), _cancellation));

        Assert.Equal(1, (await ledger.AppendAsync("note", "", "", _cancellation)).Sequence);
    }

    [Fact]
    public async Task Facts_count_the_kinds_of_a_stretch_of_time()
    {
        using var ledger = await _fixture.OpenAsync(_cancellation);
        await ledger.AppendAsync(LedgerKinds.Start, "", "", _cancellation);
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        await ledger.AppendAsync(LedgerKinds.Access, "", "", _cancellation);
        await ledger.AppendAsync(LedgerKinds.Export, "", "", _cancellation);
        await ledger.AppendAsync(LedgerKinds.Stop, "", "", _cancellation);

        var late = await ledger.ReadFactsAsync(ReportFixture.Now.AddMinutes(1), DateTime.MaxValue, _cancellation);
        var all = await ledger.ReadFactsAsync(DateTime.MinValue, DateTime.MaxValue, _cancellation);

        Assert.Equal(new LedgerFacts(0, 1, 2), late);
        Assert.Equal(new LedgerFacts(1, 1, 2), all);
    }

    [Fact]
    public async Task An_end_without_a_record_is_recorded_at_the_next_start()
    {
        using (var crashed = await _fixture.OpenAsync(_cancellation))
        {
            await new WatchJournal(crashed, "0.1.0").StartAsync(_cancellation);
        }

        using var ledger = await _fixture.OpenAsync(_cancellation);
        var journal = new WatchJournal(ledger, "0.1.0");
        await journal.StartAsync(_cancellation);
        await journal.StopAsync("The operator asked for it.", _cancellation);

        var lines = await File.ReadAllLinesAsync(_fixture.LedgerPath, _cancellation);
        Assert.Equal(["start", "stop", "start", "stop"], lines.Select(KindOf));
        Assert.Contains("noticed at the next start", lines[1], StringComparison.Ordinal);
    }

    public void Dispose() => _fixture.Dispose();

    private static string? KindOf(string line)
    {
        using var entry = JsonDocument.Parse(line);
        return entry.RootElement.GetProperty("kind").GetString();
    }
}
