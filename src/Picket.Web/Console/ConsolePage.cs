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

    /// <summary>Fetches everything the page shows. Called once, before anything is rendered.</summary>
    protected abstract Task LoadAsync();

    /// <inheritdoc/>
    /// <remarks>
    /// A component is rendered once while its data is still on the way; for a page that is sent whole this first half would
    /// only be thrown away, and every expression in it would have to allow for missing data.
    /// </remarks>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await LoadAsync();
        await base.SetParametersAsync(ParameterView.Empty);
    }
}
