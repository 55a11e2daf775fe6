using System.Diagnostics;
using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.ApiServer;

/// <summary>
/// A real etcd and kube-apiserver whose audit webhook posts to a running Picket; one for all tests of a class. Without the
/// programs it needs it stays down, and <see cref="Missing"/> says what to install.
/// </summary>
public sealed class ControlPlane : IAsyncLifetime
{
    private const int PortsEach = 6;

    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan CommandTime = TimeSpan.FromSeconds(60);

    private readonly WorkFolder _folder = new();
    private readonly int _port = FreePorts();
    private string? _scripts;
    private PicketProcess? _picket;

    /// <summary>What is not here; null where all is.</summary>
    public string? Missing { get; private set; }

    internal WorkFolder Folder => _folder;

    internal PicketProcess Picket => _picket!;

    public Uri Address => new($"https://127.0.0.1:{_port}");

    /// <summary>What the API server wrote into its own audit log.</summary>
    public string AuditLog => Path.Combine(Run, "audit.log");

    private string Run => _folder.At("kube");

    public async ValueTask InitializeAsync()
    {
        _scripts = Corpora.Find("kube");
        Missing = FindMissing();
        if (Missing is not null)
        {
            return;
        }

        _picket = await PicketProcess.StartAsync(_folder);
        var (exit, output, errors) = await ScriptAsync("up.sh", StartTime);
        Assert.True(exit == 0, $"The control plane did not come up: {output}{errors}");
    }

    /// <summary>Runs kubectl as the cluster's first administrator and returns what it says.</summary>
    public async Task<string> KubectlAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("kubectl", arguments);
        start.Environment["KUBECONFIG"] = Path.Combine(Run, "admin.kubeconfig");
        start.Environment["HOME"] = _folder.Root;
        var (exit, output, errors) = await ChildProgram.RunAsync(start, input, CommandTime);
        Assert.True(exit == 0, $"'kubectl {string.Join(' ', arguments)}' failed: {errors}");
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Missing is null)
            {
                await ScriptAsync("down.sh", CommandTime);
            }
        }
        finally
        {
            await (_picket?.DisposeAsync() ?? ValueTask.CompletedTask);
            _folder.Dispose();
        }
    }

    private string? FindMissing()
    {
        var bin = Environment.GetEnvironmentVariable("KUBE_BIN")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "kube-testbed", "bin");
        if (_scripts is null)
        {
            return "'kube' is not there. Set PICKET_CORPORA to the folder that holds it.";
        }

        string[] programs = [.. new[] { "kubectl", "etcd", "openssl", "curl" }.Where(name => !ChildProgram.IsInstalled(name))];
        if (programs.Length > 0)
        {
            return $"A real API server needs {string.Join(", ", programs)}: './test --install' installs them.";
        }

        return File.Exists(Path.Combine(bin, "kube-apiserver")) ? null : $"There is no kube-apiserver in '{bin}': './test --install' builds it.";
    }

    private Task<(int Exit, string Out, string Errors)> ScriptAsync(string script, TimeSpan longest)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(_scripts!, script)]);
        start.Environment["KUBE_RUN"] = Run;
        start.Environment["KUBE_PORT"] = $"{_port}";
        start.Environment["KUBE_AUDIT_WEBHOOK"] = new Uri(_picket!.Url, "audit/webhook/kube-e2e").ToString();
        return ChildProgram.RunAsync(start, "", longest);
    }

    // The scripts take six ports in a row; these are below those the system gives to others.
    private static int FreePorts()
    {
        var taken = System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(end => end.Port).ToHashSet();
        var first = 17_000 + (Environment.ProcessId % 1000 * PortsEach);
        while (Enumerable.Range(first, PortsEach).Any(taken.Contains))
        {
            first += PortsEach;
        }

        return first;
    }
}
