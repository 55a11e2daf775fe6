using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Picket.Core;

/// <summary>Identifies an audit event: 128 bits of audit id and stage.</summary>
public readonly record struct EventKey(UInt128 Value)
{
    /// <summary>The key of an event. Audit ids are UUIDs as a rule; any other text is hashed (SHA-256, cut).</summary>
    public static EventKey Of(ReadOnlySpan<byte> auditId, AuditStage stage)
    {
        var tag = (UInt128)(uint)stage << 120;
        if (Utf8Parser.TryParse(auditId, out Guid id, out var used, 'D') && used == auditId.Length)
            return new(MemoryMarshal.Read<UInt128>(MemoryMarshal.AsBytes(new ReadOnlySpan<Guid>(in id))) ^ tag);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(auditId, hash);
        return new(MemoryMarshal.Read<UInt128>(hash) ^ tag);
    }
}
