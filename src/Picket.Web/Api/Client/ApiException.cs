namespace Picket.Web.Api.Client;

/// <summary>The server did not do what was asked, and said why.</summary>
public sealed class ApiException(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The problem's stable code.</summary>
    public string Code { get; } = code;
}
