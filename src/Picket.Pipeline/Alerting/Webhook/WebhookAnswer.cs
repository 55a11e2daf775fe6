using System.Net;

namespace Picket.Pipeline.Alerting.Webhook;

/// <summary>
/// What an HTTP status means for a delivery. Given up is only what the receiver has understood and refuses; what
/// somebody can put right at either end (a missing route, an expired token, a redirect) is tried again.
/// </summary>
internal static class WebhookAnswer
{
    public static bool IsRefusal(HttpStatusCode status) => (int)status is 400 or 406 or 410 or 413 or 414 or 415 or 422;

    /// <summary>One sentence with what to do. The answer's body is not repeated: it is a stranger's text.</summary>
    public static string Explain(Uri url, HttpStatusCode status)
    {
        var advice = (int)status switch
        {
            >= 300 and < 400 => "Redirects are not followed, so that alerts go nowhere unasked; configure the final address.",
            401 or 403 => "Check its 'headers' and 'secretRef'.",
            404 or 405 => "Check its 'url'.",
            429 => "It asks for fewer messages.",
            400 or 406 or 410 or 413 or 414 or 415 or 422 => "It refuses this message; look at its own log.",
            _ => "Look at its own log.",
        };
        return $"'{url.GetLeftPart(UriPartial.Authority)}' answered {(int)status}. {advice}";
    }
}
