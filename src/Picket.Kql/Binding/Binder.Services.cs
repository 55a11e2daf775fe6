using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    // Functions that ask a service about each row, and the columns that it answers with.
    private static readonly Dictionary<string, IReadOnlyList<KqlColumn>> ServiceColumns = new(StringComparer.Ordinal)
    {
        ["FileProfile"] =
        [
            new("SHA1", KqlType.String), new("SHA256", KqlType.String), new("MD5", KqlType.String), new("FileSize", KqlType.Long),
            new("GlobalPrevalence", KqlType.Long), new("GlobalFirstSeen", KqlType.DateTime), new("GlobalLastSeen", KqlType.DateTime),
            new("Signer", KqlType.String), new("Issuer", KqlType.String), new("SignerHash", KqlType.String),
            new("IsCertificateValid", KqlType.Bool), new("IsRootSignerMicrosoft", KqlType.Bool), new("SignatureState", KqlType.String),
            new("IsExecutable", KqlType.Bool), new("ThreatName", KqlType.String), new("Publisher", KqlType.String),
            new("SoftwareName", KqlType.String), new("ProfileAvailability", KqlType.String),
        ],
        ["DeviceFromIP"] = [new("IP", KqlType.String), new("DeviceId", KqlType.String)],
        ["SeenBy"] = [new("SeenBy", KqlType.Dynamic)],
    };

    // What the input has already stays; the rest is empty, and the query says so.
    private Project WithoutService(KqlPlan input, IReadOnlyList<KqlColumn> columns, InvokeSyntax invoke)
    {
        diagnostics.Warn(KqlCodes.NotKnownHere, invoke.Span, $"'{invoke.Call.Function.Text}()' asks a service of Microsoft's that is not here: its columns are empty.");
        var known = input.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return Extend(input, [.. columns.Where(c => !known.Contains(c.Name)).Select(c => new NamedExpression(c.Name, Null(c.Type)))]);
    }

    // The service knows where addresses lie; here nobody does, and the query says so.
    private LiteralExpression BindGeoInfo(CallSyntax call, Scope scope)
    {
        Coerce(BindValue(call.Arguments[0], scope), KqlType.String, call.Arguments[0].Span);
        diagnostics.Warn(KqlCodes.NotKnownHere, call.Span, "Where an address lies is not known here: 'geo_info_from_ip_address()' is empty for every address. Join a watchlist of your own networks instead.");
        return Null(KqlType.Dynamic);
    }
}
