using Picket.Kql;

namespace Picket.Storage.DuckDb.Relations;

/// <summary>
/// <c>invoke FileProfile(SHA1)</c> of Defender XDR, which asks a service of Microsoft's about files. Here nobody is asked: the columns are there,
/// empty, and say that there is no profile.
/// </summary>
internal static class FileProfile
{
    public const string Name = "FileProfile";

    public const string Warning = "'FileProfile' asks a service of Microsoft's, which Picket does not: its columns are empty, and 'ProfileAvailability' is 'Missing'.";

    private const string Availability = "ProfileAvailability";

    private static readonly KqlColumn[] Columns =
    [
        new("SHA1", KqlType.String), new("SHA256", KqlType.String), new("MD5", KqlType.String), new("FileSize", KqlType.Long),
        new("GlobalPrevalence", KqlType.Long), new("GlobalFirstSeen", KqlType.DateTime), new("GlobalLastSeen", KqlType.DateTime),
        new("Signer", KqlType.String), new("Issuer", KqlType.String), new("SignerHash", KqlType.String), new("IsCertificateValid", KqlType.Bool),
        new("IsRootSignerMicrosoft", KqlType.Bool), new("SignatureState", KqlType.String), new("IsExecutable", KqlType.Bool),
        new("ThreatName", KqlType.String), new("Publisher", KqlType.String), new("SoftwareName", KqlType.String), new(Availability, KqlType.String),
    ];

    public static KqlPlan Of(KqlPlan input) => new Project(input,
    [
        .. input.Columns.Select(c => new NamedExpression(c.Name, new ColumnExpression(c.Name, c.Type))),
        .. Columns.Where(c => input.Columns.All(own => own.Name != c.Name)).Select(c => new NamedExpression(c.Name, new LiteralExpression(c.Type, Value(c)))),
    ]);

    private static object? Value(KqlColumn column) => column.Name == Availability ? "Missing" : column.Type == KqlType.String ? "" : null;
}
