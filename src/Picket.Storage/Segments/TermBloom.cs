using System.Numerics;
using System.Text;

namespace Picket.Storage.Segments;

/// <summary>
/// A Bloom filter over the terms of a segment: maximal runs of ASCII letters and digits, lower-cased, of at least
/// <see cref="MinTerm"/> characters. A term that it does not contain is in no row; so a query that needs the term may
/// skip the segment. Built from the text as stored; about 10 bits a term, under 1 % false positives.
/// </summary>
public sealed class TermBloom
{
    /// <summary>Shorter terms are in every segment anyway.</summary>
    public const int MinTerm = 3;

    private const int BitsPerTerm = 10;
    private const int Probes = 7;
    private readonly byte[] _bits;

    private TermBloom(byte[] bits) => _bits = bits;

    /// <summary>Builds the filter of these term hashes.</summary>
    public static TermBloom Build(IReadOnlyCollection<ulong> terms)
    {
        // A power of two, so that a probe is a mask; at least 64 bytes.
        var bits = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(512, Math.Min(terms.Count, 1 << 26) * BitsPerTerm));
        var bloom = new TermBloom(new byte[bits / 8]);
        foreach (var term in terms)
            bloom.Set(term);
        return bloom;
    }

    /// <summary>Takes bytes written by <see cref="ToBytes"/>.</summary>
    public static TermBloom FromBytes(byte[] bytes) => BitOperations.IsPow2(bytes.Length)
        ? new(bytes)
        : throw new InvalidDataException("A term filter's length must be a power of two.");

    /// <summary>The filter as bytes.</summary>
    public ReadOnlySpan<byte> ToBytes() => _bits;

    /// <summary>Whether the term may be there; false is certain.</summary>
    public bool MayContain(string term)
    {
        if (term.Length < MinTerm)
            return true;
        var hash = HashOf(Encoding.UTF8.GetBytes(term));
        var (first, step) = Split(hash);
        for (var i = 0; i < Probes; i++, first += step)
        {
            var bit = first & (uint)((_bits.Length * 8) - 1);
            if ((_bits[bit >> 3] & (1 << (int)(bit & 7))) == 0)
                return false;
        }

        return true;
    }

    /// <summary>Adds the hash of each term of a text.</summary>
    public static void AddTerms(string text, HashSet<ulong> terms)
    {
        Span<byte> lower = stackalloc byte[256];
        var length = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\0';
            if (char.IsAsciiLetterOrDigit(c))
            {
                // Of a longer term the filter keeps nothing: CanJudge says so to whoever asks.
                if (length < lower.Length)
                    lower[length] = (byte)char.ToLowerInvariant(c);
                length++;
            }
            else
            {
                if (length is >= MinTerm and <= 256)
                    terms.Add(HashOf(lower[..length]));
                length = 0;
            }
        }
    }

    /// <summary>Whether the filter can speak of this term at all: ASCII letters and digits, of a length it keeps.</summary>
    public static bool CanJudge(string term) => term.Length is >= MinTerm and <= 256 && term.All(char.IsAsciiLetterOrDigit);

    private void Set(ulong hash)
    {
        var (first, step) = Split(hash);
        for (var i = 0; i < Probes; i++, first += step)
        {
            var bit = first & (uint)((_bits.Length * 8) - 1);
            _bits[bit >> 3] |= (byte)(1 << (int)(bit & 7));
        }
    }

    // Kirsch and Mitzenmacher: two hashes give all probes.
    private static (uint First, uint Step) Split(ulong hash) => ((uint)hash, (uint)(hash >> 32) | 1);

    // FNV-1a, 64 bits, with a final avalanche: stable across versions, since filters are kept for a year.
    private static ulong HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in bytes)
            hash = (hash ^ (byte)(b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b)) * 1099511628211UL;
        hash ^= hash >> 32;
        hash *= 0x9E3779B97F4A7C15UL;
        return hash ^ (hash >> 29);
    }
}
