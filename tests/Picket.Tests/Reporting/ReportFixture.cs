using Microsoft.Extensions.Time.Testing;
using Picket.Core;
using Picket.Pipeline.Reporting;
using Picket.Pipeline.Reporting.Checks;
using Picket.Pipeline.Reporting.Controls;
using Picket.Pipeline.Reporting.Ledger;
using Xunit;

namespace Picket.Tests.Reporting;

/// <summary>A watch that is in perfect order for over a year; a test spoils what it is about.</summary>
internal sealed class ReportFixture
{
    public static readonly DateTime Now = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);
    public static readonly DateTime From = Now.AddDays(-30);

    // Immutable, so that all tests can share it.
    private static readonly Lazy<ControlCatalogue> Shipped = new(() =>
    {
        var result = ControlCatalogueLoader.Load(ContentFolder(), ControlChecks.Ids);
        Assert.Empty(result.Problems);
        return result.Catalogue!;
    });

    public FakeStore Store { get; } = new() { Newest = Now.AddMinutes(-1) };

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(Now));

    public ChainCheck Chain { get; set; } = new(true, 240, "abc", "");

    public DetectionFacts Detection { get; set; } = new(25, 0, 1_000_000, Now.AddDays(-3));

    public CdeScope Scope { get; set; } = new(["aks-pay"], ["payments", "payments-vault"]);

    public LedgerFacts Ledger { get; set; } = new(2, 1, 5);

    public static ReportFixture InOrder()
    {
        var fixture = new ReportFixture();
        var figures = fixture.Store.Figures;
        figures["Records"] = 10_000;
        foreach (var name in new[]
        {
            "Reads", "CdeAccess", "CdeReads", "AdminActions", "Refused", "Unauthenticated", "CredentialChanges", "Creations",
            "Deletions", "NodeLogReads",
        })
        {
            figures["N" + name] = 50;
        }

        for (var day = 0; day <= 400; day++) fixture.Store.Days.Add(Now.Date.AddDays(-day));
        fixture.Store.Alerts.Add(AnAlert(AlertState.Acknowledged, "maria"));
        fixture.Store.Sources.Add(new("aks", "auditWebhook", From, Now, Now, 10_000, 10_000, 0, 0, ""));
        return fixture;
    }

    public static Alert AnAlert(AlertState state, string by) => new()
    {
        Id = "a1", Rule = new("k8s-exec-into-pod"), Title = "Exec", Severity = Severity.High, Entity = "e", State = state,
        Count = 3, First = Now.AddHours(-2), Last = Now.AddHours(-1), Raised = Now.AddHours(-2), Summary = "Somebody did it.",
        History = by is "" ? [] : [new(Now.AddHours(-1), state, by, "seen")],
    };

    public static Delivery ADelivery(DeliveryState state) => new()
    {
        Id = "d1", Output = "hook", AlertId = "a1", Payload = "{}", Created = Now.AddHours(-1), State = state, NextAttempt = Now,
    };

    public static ControlCatalogue Catalogue() => Shipped.Value;

    public static string ContentFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Picket.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "content", "controls", "pci-dss-4.0.1");
    }

    public Task<Report> EvaluateAsync(ControlCatalogue? catalogue = null)
    {
        var signals = new ReportSignals
        {
            VerifyStore = _ => Task.FromResult(Chain),
            Detection = () => Detection,
            Scope = () => Scope,
            Ledger = (_, _, _) => Task.FromResult(Ledger),
        };
        var evaluator = new ReportEvaluator(Store, catalogue ?? Catalogue(), signals, Clock);
        return evaluator.EvaluateAsync(From, Now, TestContext.Current.CancellationToken);
    }

    public async Task<RequirementResult> JudgeAsync(string id) => (await EvaluateAsync()).Requirements.Single(r => r.Id == id);
}
