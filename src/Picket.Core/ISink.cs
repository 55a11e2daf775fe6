namespace Picket.Core;

/// <summary>Sends one delivery to one output. It does not retry: it says whether trying again can help.</summary>
public interface ISink
{
    /// <summary>Its configured name.</summary>
    string Name { get; }

    /// <summary>Sends once.</summary>
    Task<SendResult> SendAsync(Delivery delivery, CancellationToken cancellationToken);
}

/// <summary>How a send ended. <c>RetryAfter</c> is the receiver's own wish.</summary>
public readonly record struct SendResult(bool IsDelivered, bool IsRetryable, string Error, TimeSpan? RetryAfter)
{
    /// <summary>Delivered.</summary>
    public static SendResult Delivered { get; } = new(true, false, "", null);
}
