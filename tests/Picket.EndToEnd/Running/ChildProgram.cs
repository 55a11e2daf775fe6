using System.Diagnostics;

namespace Picket.EndToEnd.Running;

/// <summary>Any program, run to its end with an answer to every question it may read.</summary>
internal static class ChildProgram
{
    /// <summary>Starts it, gives it the input, and waits; it does not outlive <paramref name="longest"/>.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task<(int Exit, string Out, string Errors)> RunAsync(ProcessStartInfo start, string input, TimeSpan longest)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(longest);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"'{start.FileName} {string.Join(' ', start.ArgumentList)}' did not end: {await errors}");
        }

        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Whether a program of that name stands in the path.</summary>
    public static bool IsInstalled(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}
