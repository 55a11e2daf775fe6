using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Picket.Core;

namespace Picket.Web.Console;

/// <summary>What every page of the console has at hand.</summary>
public abstract class ConsolePage : ComponentBase
{
    /// <summary>What a person can ask of Picket.</summary>
    [Inject]
    protected IOperations Operations { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    /// <summary>The request this page answers.</summary>
    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    /// <summary>Cancelled when the browser goes away.</summary>
    protected CancellationToken Aborted => Http.RequestAborted;

    /// <summary>Now (UTC).</summary>
    protected DateTime Now => Clock.GetUtcNow().UtcDateTime;
}
