using Microsoft.Playwright;

namespace Picket.EndToEnd.Console;

/// <summary>A page being looked at, with everything it complained of.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private Visit(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.RequestFailed += (_, request) => Complaints.Add($"failed: {request.Url}");
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Console errors and warnings (a breach of the content security policy is one), script errors, failed requests.</summary>
    public List<string> Complaints { get; } = [];

    public List<string> Requests { get; } = [];

    public static async Task<Visit> BeginAsync(IBrowserContext context, string address, Func<IPage, Task>? prepare)
    {
        var visit = new Visit(context, await context.NewPageAsync());
        await (prepare?.Invoke(visit.Page) ?? Task.CompletedTask);
        await visit.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
        return visit;
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
