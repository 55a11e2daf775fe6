using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Picket.Core;
using Picket.Pipeline.Detecting.Matching;

namespace Picket.Pipeline.Detecting;

/// <summary>A rule with what is left to ask of it for one kind of event.</summary>
internal readonly record struct Candidate(int Rule, Predicate Rest);

/// <summary>
/// Events of one kind (same verb, resource, subresource, client program, status, level, stage, kind of actor and scope)
/// meet the same few rules. The first event of a kind has every rule specialised for it; the others look the result up.
/// </summary>
internal sealed class DispatchTable(IReadOnlyList<Predicate> conditions)
{
    /// <summary>Kinds that are remembered; when there are more, the table starts anew.</summary>
    public const int MaxKinds = 16 * 1024;

    private const int MaxKeyLength = 512;
    private const int FixedLength = 11;

    private readonly Dictionary<byte[], Candidate[]> _candidates = new(new KeyComparer());

    /// <summary>The rules that an event of this kind can match.</summary>
    public Candidate[] Find(EventView view)
    {
        Span<byte> buffer = stackalloc byte[MaxKeyLength];
        if (!TryWriteKey(view.Event, buffer, out var length))
            return Specialise(view);

        var key = (ReadOnlySpan<byte>)buffer[..length];
        var lookup = _candidates.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(key, out var known))
            return known;

        var candidates = Specialise(view);
        if (_candidates.Count == MaxKinds)
            _candidates.Clear();
        _candidates.Add(key.ToArray(), candidates);
        return candidates;
    }

    private Candidate[] Specialise(EventView view)
    {
        var candidates = new List<Candidate>();
        for (var i = 0; i < conditions.Count; i++)
        {
            var rest = conditions[i].SpecialisedFor(view);
            if (rest != Constant.False)
                candidates.Add(new(i, rest));
        }

        return [.. candidates];
    }

    private static bool TryWriteKey(AuditEvent e, Span<byte> key, out int length)
    {
        length = FixedLength + e.Verb.Length + e.Resource.Length + e.Subresource.Length + e.UserAgent.Length;
        if (length > MaxKeyLength || e.Verb.Length > byte.MaxValue || e.Resource.Length > byte.MaxValue || e.Subresource.Length > byte.MaxValue)
            return false;

        key[0] = (byte)e.Actor;
        key[1] = (byte)e.Stage;
        key[2] = (byte)e.Level;
        key[3] = e.IsInCde ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(key[4..], e.StatusCode);
        key[8] = (byte)e.Verb.Length;
        key[9] = (byte)e.Resource.Length;
        key[10] = (byte)e.Subresource.Length;
        var rest = Append(key[FixedLength..], e.Verb);
        rest = Append(rest, e.Resource);
        rest = Append(rest, e.Subresource);
        Append(rest, e.UserAgent);
        return true;
    }

    private static Span<byte> Append(Span<byte> target, ReadOnlyMemory<byte> text)
    {
        text.Span.CopyTo(target);
        return target[text.Length..];
    }

    private sealed class KeyComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            // Randomised per process: names come from outside and must not be able to pile up in one bucket.
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
