using System.Globalization;
using Picket.Kql;
using Picket.Storage.DuckDb;

namespace Picket.Storage.External;

/// <summary>Rows of <c>externaldata</c>: from files of allowed folders, and by HTTPS from allowed hosts; anything else is refused.</summary>
public sealed class ExternalReader(ExternalDataOptions options, Func<HttpMessageHandler>? transport = null)
{
    /// <summary>The code of every refusal and failure.</summary>
    public const string Code = "PKT4034";

    private const int MaxAddresses = 20;

    private readonly FolderDoor _folders = new(options);
    private readonly WebDoor _web = new(options, transport);

    /// <summary>The rows, address by address, in the types of the declared columns.</summary>
    /// <exception cref="KqlRunException">An address is not allowed, does not answer, is too large, or is of another form.</exception>
    public IEnumerable<object?[]> Read(ExternalData data, CancellationToken cancellationToken)
    {
        if (data.Addresses.Count > MaxAddresses)
            throw Refused($"'externaldata' names {data.Addresses.Count} addresses; {MaxAddresses} are the most.");
        foreach (var address in data.Addresses)
        {
            var place = WithoutKey(address);
            var bytes = Uri.TryCreate(place, UriKind.Absolute, out var uri) && !uri.IsFile ? _web.Read(uri, cancellationToken) : _folders.Read(uri?.LocalPath ?? place);
            foreach (var row in ExternalRows.Of(Unpacked.Of(bytes, place, options.MaxBytes), data, place))
                yield return row;
        }
    }

    internal static KqlRunException Refused(string message) => new(Code, message);

    internal static string Setting(string name) => $"query.externalData.{name}";

    internal static string Limit(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{new Core.ByteSize(bytes)} ({Setting("maxBytes")})");

    // A storage connection string has its key behind a semicolon; it is not sent, and stands in no message.
    private static string WithoutKey(string address) => address.Split(';', 2)[0].Trim();
}
