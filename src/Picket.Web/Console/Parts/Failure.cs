using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Picket.Web.Console.Parts;

/// <summary>Makes a page of a failure.</summary>
internal static class Failure
{
    public static IResult Page(int status, string title, string message) =>
        new RazorComponentResult<FailureDocument>(new { Status = status, Title = title, Message = message })
        {
            StatusCode = status,
        };
}
