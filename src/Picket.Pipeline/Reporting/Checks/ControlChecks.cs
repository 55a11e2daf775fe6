using System.Collections.Frozen;

namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Every check this version has.</summary>
public static class ControlChecks
{
    private static readonly FrozenDictionary<string, IControlCheck> ById = new IControlCheck[]
    {
        new AuditLogActiveCheck(),
        new CdeAccessCheck(),
        new EventClassCheck("admin-actions-logged", EventClass.Admin, "an administrator's action"),
        new LogAccessCheck(),
        new RefusedAccessCheck(),
        new EventClassCheck("credential-changes-logged", EventClass.Credential, "a change of identities or credentials"),
        new LogStopCheck(),
        new SystemObjectsCheck(),
        new RecordFieldsCheck(),
        new IntegrityCheck(),
        new AutomatedReviewCheck(),
        new RetentionCheck(),
        new WatchFailureCheck(),
        new IntrusionDetectionCheck(),
    }.ToFrozenDictionary(c => c.Id, StringComparer.Ordinal);

    /// <summary>Their ids, for a catalogue to point at.</summary>
    public static IReadOnlyCollection<string> Ids => ById.Keys;

    internal static IControlCheck Find(string id) => ById[id];
}
