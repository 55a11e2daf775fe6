using System.Net;
using System.Text;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>Whether an IP address lies in one of several networks.</summary>
internal sealed class AddressMatcher(IPNetwork[] networks) : ValueMatcher
{
    private const int MaxAddressLength = 64;

    public override int Cost => 20;

    public override bool Matches(EventView view, ReadOnlySpan<byte> value)
    {
        if (value.Length > MaxAddressLength)
            return false;

        Span<char> text = stackalloc char[MaxAddressLength];
        var length = Encoding.UTF8.GetChars(value, text);
        if (!IPAddress.TryParse(text[..length], out var address))
            return false;

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in networks)
        {
            if (network.Contains(plain))
                return true;
        }

        return false;
    }
}
