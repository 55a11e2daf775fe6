using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Core;
using Picket.Web.Console.Parts;

namespace Picket.Web.Console.Alerts;

/// <summary>What the forms of an alert's page post.</summary>
internal static class AlertForms
{
    public const int MaxNoteLength = 2_000;

    public static void MapAlertForms(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/alerts/{id}/state", ChangeAsync).WithMetadata(Forms.Antiforgery, Forms.SizeLimit);

    private static async Task<IResult> ChangeAsync(string id, HttpContext context, IOperations operations)
    {
        if (!Forms.IsGenuine(context))
        {
            return Forms.Expired();
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        AlertState? wanted = form["state"].ToString() switch
        {
            "open" => AlertState.Open,
            "acknowledged" => AlertState.Acknowledged,
            "closed" => AlertState.Closed,
            _ => null,
        };
        var note = form["note"].ToString().Trim();
        if (wanted is not { } state || note.Length > MaxNoteLength)
        {
            return Failure.Page(400, "PKT8506", "The form is not complete",
                $"A state of 'open', 'acknowledged' or 'closed' and a note of at most {MaxNoteLength} characters are needed. Nothing was changed.");
        }

        var changed = await operations.ChangeAlertAsync(id, state, Forms.Who(context), note, context.RequestAborted);
        return changed is null
            ? Failure.Page(404, "PKT8507", "No such alert", $"There is no alert '{id}'. Nothing was changed.")
            : Forms.SeeOther($"/alerts/{Uri.EscapeDataString(id)}?done={form["state"]}");
    }
}
