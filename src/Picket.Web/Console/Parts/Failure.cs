using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Picket.Web.Console.Parts;

/// <summary>Makes a page of a failure.</summary>
internal static class Failure
{
    /// <param name="status">HTTP status.</param>
    /// <param name="code">Stable code, <c>PKT85nn</c>.</param>
    /// <param name="title">What happened, in a few words.</param>
    /// <param name="message">Full sentences: what was found, what to do.</param>
    public static IResult Page(int status, string code, string title, string message) =>
        new RazorComponentResult<FailureDocument>(new { Status = status, Code = code, Title = title, Message = message })
        {
            StatusCode = status,
        };
}
