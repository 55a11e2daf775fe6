using System.Net;
using System.Text;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>Whether an IP address lies in a network.</summary>
internal sealed class AddressMatcher(IPNetwork network) : ValueMatcher
{
    private const int MaxAddressLength = 64;

    public override bool Matches(EventView view, ReadOnlySpan<byte> value)
    {
        if (value.Length > MaxAddressLength)
            return false;

        Span<char> text = stackalloc char[MaxAddressLength];
        var length = Encoding.UTF8.GetChars(value, text);
        if (!IPAddress.TryParse(text[..length], out var address))
            return false;
        return network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
    }
}
