using System.Text;

namespace Picket.Terminals;

/// <summary>Where data and messages go, and what the receiving end can show.</summary>
/// <param name="In">What is typed, or piped in.</param>
/// <param name="Out">Data.</param>
/// <param name="Error">Progress and messages.</param>
/// <param name="IsInteractive">Whether a person reads the data as it comes.</param>
/// <param name="HasColour">Whether colours are welcome.</param>
/// <param name="Width">Columns of an interactive terminal.</param>
internal sealed record Terminal(
    TextReader In, TextWriter Out, TextWriter Error, bool IsInteractive, bool HasColour, int Width)
{
    private const int DefaultWidth = 120;
    private const int BufferSize = 16 * 1024;

    /// <summary>The process's own streams.</summary>
    public static Terminal OfProcess()
    {
        var isInteractive = !Console.IsOutputRedirected;
        // NO_COLOR (no-color.org): any value but the empty one means no.
        var hasColour = isInteractive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new(
            new StreamReader(Console.OpenStandardInput(), utf8),
            new StreamWriter(Console.OpenStandardOutput(), utf8, BufferSize),
            new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true },
            isInteractive, hasColour, isInteractive ? WindowWidth() : DefaultWidth);
    }

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : DefaultWidth;
        }
        catch (IOException)
        {
            return DefaultWidth;
        }
    }
}
