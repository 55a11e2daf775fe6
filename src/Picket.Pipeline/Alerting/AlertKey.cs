using System.Security.Cryptography;
using System.Text;
using Picket.Core;

namespace Picket.Pipeline.Alerting;

/// <summary>What the findings of one alert have in common.</summary>
internal readonly record struct AlertKey(RuleId Rule, string Cluster, string Entity)
{
    private const int IdLength = 10;
    private const string IdLetters = "0123456789abcdefghjkmnpqrstvwxyz";

    public static AlertKey Of(Finding finding) => new(finding.Rule, finding.Cluster, finding.Entity);

    public static AlertKey Of(Alert alert) => new(alert.Rule, alert.Cluster, alert.Entity);

    /// <summary>The key in 16 bytes.</summary>
    public UInt128 ToHash() => BitConverter.ToUInt128(Hash(""));

    /// <summary>
    /// The id of the alert that this finding opens: the same finding makes the same id, so that a stream read again
    /// after a crash raises no second alert. 50 bits; letters that are not mistaken for each other.
    /// </summary>
    public string ToAlertId(Finding first)
    {
        var hash = Hash($"{first.Time.Ticks}\n{(first.AuditId.Length > 0 ? first.AuditId : first.Id)}");
        return string.Create(IdLength, BitConverter.ToUInt64(hash), (text, bits) =>
        {
            for (var i = 0; i < text.Length; i++, bits >>= 5)
                text[i] = IdLetters[(int)(bits & 31)];
        });
    }

    private byte[] Hash(string more) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Rule}\n{Cluster}\n{Entity}\n{more}"));
}
