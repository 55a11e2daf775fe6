using System.Text;
using System.Text.Json;
using CsCheck;
using Picket.Core;
using Picket.Pipeline.Reporting.Export;
using Picket.Pipeline.Reporting.Ledger;
using Xunit;

namespace Picket.Tests.Reporting;

public sealed class EvidenceExportTests : IDisposable
{
    private static readonly string FirstLink = Link(1, new string('0', 64));
    private static readonly string SecondLink = Link(2, FirstLink[..64]);
    private static readonly string StoreManifest = $"{FirstLink}\n{SecondLink}\n";

    private readonly LedgerFixture _fixture = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fresh_export_is_sound_and_tells_its_fingerprint()
    {
        var (files, fingerprint) = await ExportAsync();

        var verification = EvidenceVerifier.Verify(files, null);

        Assert.Empty(verification.Problems);
        Assert.Equal((fingerprint, false), (verification.Fingerprint, verification.IsKeyExpected));
        Assert.Equal(5, verification.Entries);
        Assert.Equal(7, files.Count);
    }

    [Fact]
    public async Task Flipping_any_bit_of_any_file_is_seen()
    {
        var (files, _) = await ExportAsync();
        string[] names = [.. files.Keys.Order(StringComparer.Ordinal)];

        Gen.Select(Gen.OneOf(names), Gen.Int[0, int.MaxValue], Gen.Int[0, 7]).Sample(
            (name, place, bit) => !EvidenceVerifier.Verify(Flip(files, name, place, bit), null).IsSound,
            iter: 1000);
    }

    [Fact]
    public async Task Every_single_byte_of_the_small_signed_files_counts()
    {
        var (files, _) = await ExportAsync();
        string[] names = [ExportNames.Manifest, ExportNames.Signature, ExportNames.PublicKey];

        var unseen = names
            .SelectMany(name => Enumerable.Range(0, files[name].Length).Select(i => (name, place: i, bit: i % 8)))
            .Where(c => EvidenceVerifier.Verify(Flip(files, c.name, c.place, c.bit), null).IsSound);

        Assert.Empty(unseen);
    }

    [Fact]
    public async Task Removing_or_adding_any_file_is_seen()
    {
        var (files, _) = await ExportAsync();

        foreach (var name in files.Keys)
        {
            var without = files.Where(f => f.Key != name).ToDictionary();
            Assert.Contains(EvidenceVerifier.Verify(without, null).Problems, p => p.Message.Contains(name, StringComparison.Ordinal));
        }

        var with = new Dictionary<string, ReadOnlyMemory<byte>>(files) { ["more.txt"] = "x"u8.ToArray() };
        Assert.Equal("PKT6102", Assert.Single(EvidenceVerifier.Verify(with, null).Problems).Code);
    }

    [Fact]
    public async Task The_first_broken_entry_is_named()
    {
        var (files, _) = await ExportAsync();
        var broken = WithLedger(files, text => text.Replace("subject 2", "subject 9", StringComparison.Ordinal));

        var problem = Assert.Single(EvidenceVerifier.Verify(broken, null).Problems, p => p.Sequence is not null);

        Assert.Equal(("PKT6113", 2L), (problem.Code, problem.Sequence));
    }

    [Theory]
    [InlineData("delete", "PKT6111", 2)]
    [InlineData("swap", "PKT6111", 2)]
    [InlineData("repeat", "PKT6111", 3)]
    [InlineData("garble", "PKT6110", 2)]
    [InlineData("space", "PKT6110", 2)]
    public async Task A_ledger_with_moved_lines_names_the_place(string how, string code, long sequence)
    {
        var (files, _) = await ExportAsync();
        var changed = WithLines(files, lines => how switch
        {
            "delete" => [lines[0], .. lines[2..]],
            "swap" => [lines[0], lines[2], lines[1], .. lines[3..]],
            "repeat" => [lines[0], lines[1], lines[1], .. lines[2..]],
            "garble" => [lines[0], "{}", .. lines[2..]],
            _ => [lines[0], lines[1] + " ", .. lines[2..]],
        });

        var problem = Assert.Single(EvidenceVerifier.Verify(changed, null).Problems, p => p.Sequence is not null);

        Assert.Equal((code, sequence), (problem.Code, problem.Sequence));
    }

    [Fact]
    public async Task Entries_cut_from_the_end_are_missed()
    {
        var (files, _) = await ExportAsync();
        var cut = WithLines(files, lines => lines[..^1]);

        Assert.Contains(EvidenceVerifier.Verify(cut, null).Problems, p => p.Code == "PKT6116");
    }

    [Fact]
    public async Task A_ledger_recomputed_without_the_key_fails_at_its_signature()
    {
        var (files, _) = await ExportAsync();
        var forged = WithLines(files, lines =>
        {
            Assert.True(LedgerLine.TryParse(Encoding.UTF8.GetBytes(lines[0]), out var first, out _));
            var changed = first with { Body = "{\"n\":99}" };
            changed = changed with { Hash = LedgerLine.HashOf(LedgerLine.ToSignedBytes(changed)) };
            return [Encoding.UTF8.GetString(LedgerLine.ToLine(changed)).TrimEnd('\n'), .. lines[1..]];
        });

        var problem = Assert.Single(EvidenceVerifier.Verify(forged, null).Problems, p => p.Sequence is not null);

        Assert.Equal(("PKT6114", 1L), (problem.Code, problem.Sequence));
    }

    [Fact]
    public async Task An_export_made_with_another_key_is_only_told_apart_by_the_fingerprint()
    {
        var (_, ours) = await ExportAsync();
        using var other = new LedgerFixture();
        var (forged, theirs) = await ExportAsync(other);

        Assert.True(EvidenceVerifier.Verify(forged, null).IsSound);
        Assert.Equal("PKT6107", Assert.Single(EvidenceVerifier.Verify(forged, ours).Problems).Code);
        Assert.True(EvidenceVerifier.Verify(forged, theirs.ToUpperInvariant()) is { IsSound: true, IsKeyExpected: true });
    }

    [Theory]
    [InlineData("whole", null)]
    [InlineData("cut", "PKT6118")]
    [InlineData("other", "PKT6118")]
    [InlineData("changed", "PKT6119")]
    [InlineData("swapped", "PKT6119")]
    [InlineData("text", "PKT6119")]
    public async Task A_store_chain_that_is_broken_or_not_the_anchored_one_is_seen(string how, string? code)
    {
        var manifest = how switch
        {
            "whole" => StoreManifest,
            "cut" => FirstLink + "\n",
            "other" => $"{FirstLink}\n{Link(3, FirstLink[..64])}\n",
            "changed" => StoreManifest.Replace("\"sequence\":1", "\"sequence\":9", StringComparison.Ordinal),
            "swapped" => $"{SecondLink}\n{FirstLink}\n",
            _ => "no chain at all",
        };
        using var ledger = await _fixture.OpenAsync(_cancellation);
        await ledger.AppendAsync(LedgerKinds.Anchor, "store", new AnchorBody("", 0, 0).ToJson(), _cancellation);
        await ledger.AppendAsync(LedgerKinds.Anchor, "store", new AnchorBody(SecondLink[..64], 2, 900).ToJson(), _cancellation);
        var report = await ReportFixture.InOrder().EvaluateAsync();

        var files = await EvidenceExport.CreateAsync(ledger, report, Encoding.UTF8.GetBytes(manifest), _cancellation);

        Assert.Equal(code is null ? [] : [code], EvidenceVerifier.Verify(ToFiles(files), null).Problems.Select(p => p.Code));
    }

    [Fact]
    public async Task An_export_in_a_folder_is_verified_from_its_files_alone()
    {
        var (files, _) = await ExportAsync();
        var folder = Directory.CreateDirectory(Path.Combine(_fixture.Folder, "export")).FullName;
        foreach (var (name, content) in files)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), content, _cancellation);
        }

        var sound = await EvidenceVerifier.VerifyAsync(folder, null, _cancellation);
        await File.AppendAllTextAsync(Path.Combine(folder, ExportNames.ReportHtml), " ", _cancellation);
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "deep")).FullName, ".more"), "", _cancellation);
        var changed = await EvidenceVerifier.VerifyAsync(folder, null, _cancellation);

        Assert.True(sound.IsSound);
        Assert.Contains(changed.Problems, p => p.Code == "PKT6103");
        Assert.Contains(changed.Problems, p => p.Code == "PKT6102" && p.Message.Contains(".more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_exported_report_has_one_object_per_requirement_with_id_and_state()
    {
        var (files, _) = await ExportAsync();
        using var report = JsonDocument.Parse(files[ExportNames.ReportJson]);

        var requirements = report.RootElement.GetProperty("requirements").EnumerateArray().ToArray();

        Assert.Equal(257, requirements.Length);
        Assert.Equal(
            ["human-evidence-due", "no-data", "not-applicable", "pass"],
            requirements.Select(r => r.GetProperty("state").GetString()!).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("1.1.1", requirements[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_page_escapes_what_comes_from_outside()
    {
        var report = await ReportFixture.InOrder().EvaluateAsync();
        var hostile = report.Requirements[0] with { Reason = "<script>alert(1)</script>" };

        var page = ReportPage.Render(report with { Requirements = [hostile] }, "fp");

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("""{"format":"picket-evidence/1","created":"2026-11-23T00:00:00Z","keyFingerprint":null,"ledgerLength":1,"ledgerHead":"","files":[null]}""")]
    public async Task A_manifest_that_is_none_is_a_problem_and_no_crash(string manifest)
    {
        var (files, _) = await ExportAsync();
        var changed = new Dictionary<string, ReadOnlyMemory<byte>>(files) { [ExportNames.Manifest] = Encoding.UTF8.GetBytes(manifest) };

        Assert.Contains(EvidenceVerifier.Verify(changed, null).Problems, p => p.Code is "PKT6104" or "PKT6105");
    }

    [Fact]
    public void Any_bytes_at_all_are_judged_without_a_crash()
    {
        var name = Gen.OneOf("MANIFEST.json", "export.sig", "ledger.jsonl", "ledger.pub.pem", "x");

        Gen.Select(name, Gen.Byte.Array[0, 200]).Array[0, 5].Sample(
            files => !EvidenceVerifier.Verify(
                files.DistinctBy(f => f.Item1).ToDictionary(f => f.Item1, f => (ReadOnlyMemory<byte>)f.Item2), null).IsSound,
            iter: 2000);
    }

    public void Dispose() => _fixture.Dispose();

    private static string Link(int sequence, string previous)
    {
        var json = $$"""{"sequence":{{sequence}},"previous":"{{previous}}"}""";
        return $"{LedgerLine.HashOf(Encoding.UTF8.GetBytes(json))} {json}";
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> ToFiles(IReadOnlyList<ExportFile> files) =>
        files.ToDictionary(f => f.Path, f => f.Content);

    private static Dictionary<string, ReadOnlyMemory<byte>> Flip(
        Dictionary<string, ReadOnlyMemory<byte>> files, string name, int place, int bit)
    {
        var bytes = files[name].ToArray();
        bytes[place % bytes.Length] ^= (byte)(1 << bit);
        return new(files) { [name] = bytes };
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> WithLedger(
        Dictionary<string, ReadOnlyMemory<byte>> files, Func<string, string> change) =>
        new(files) { [ExportNames.Ledger] = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(files[ExportNames.Ledger].Span))) };

    private static Dictionary<string, ReadOnlyMemory<byte>> WithLines(
        Dictionary<string, ReadOnlyMemory<byte>> files, Func<string[], string[]> change) =>
        WithLedger(files, text => string.Concat(change(text.TrimEnd('\n').Split('\n')).Select(l => l + "\n")));

    private Task<(Dictionary<string, ReadOnlyMemory<byte>> Files, string Fingerprint)> ExportAsync() => ExportAsync(_fixture);

    private async Task<(Dictionary<string, ReadOnlyMemory<byte>> Files, string Fingerprint)> ExportAsync(LedgerFixture fixture)
    {
        await fixture.FillAsync(3, _cancellation);
        using var ledger = await fixture.OpenAsync(_cancellation);
        var report = await ReportFixture.InOrder().EvaluateAsync();
        var files = await EvidenceExport.CreateAsync(ledger, report, Encoding.UTF8.GetBytes(StoreManifest), _cancellation);
        return (ToFiles(files), ledger.Fingerprint);
    }
}
