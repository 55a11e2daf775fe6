using Picket.Kql;
using Picket.Kql.Testing;

namespace Picket.Tests.Kql.Testing;

/// <summary>What must hold of any text given to the reader of query tests, and of running what it read.</summary>
public static class KqlTestOracle
{
    private const string Sample =
        """
        # A file with all its words.
        now 2026-06-15T12:00:00Z
        parameter window = 1d

        table Known
        A:string | B:long | C:dynamic
        x | 1 | {"a": [1, "two|three"]}
        "y\"z" | null | text

        test rows
        parameter window = 2h
        query
        declare query_parameters(window:timespan);
        Known | where B > 0 | project A, window
        expect ordered
        A:string | window:timespan
        x | 02:00:00

        test nothing
        query Known | where false
        expect nothing

        test an error
        query Known | where Nope == 1
        expect error PKT1101 Nope
        """;

    private static readonly string[] Pieces =
        ["|", "\"", "\\", "\n", "\n\n", ":", "test", "query", "expect", "table", "now", "error", "ordered", "null", "\0", "é", "😀", "\ud800", "1e999", "#", "{", "\r"];

    /// <summary>Mutates a known file and checks what becomes of it.</summary>
    public static void Smoke(int seed, int iterations)
    {
        var random = new Random(seed);
        for (var i = 0; i < iterations; i++)
            Check(Mutated(random));
    }

    /// <summary>Reads a text and runs what could be read; throws when the reader does, or where a problem has no line.</summary>
    public static void Check(string text)
    {
        var (tests, problems) = KqlTestReader.Read(text);
        var lines = text.ReplaceLineEndings("\n").Split('\n').Length;
        if (problems.Any(p => p.Line < 1 || p.Line > lines + 1 || p.Message.Length == 0))
            throw new InvalidOperationException($"A problem stands on no line of: {text}");
        var runner = new KqlTestRunner(new DemoCatalog(), KqlEvaluator.Run);
        foreach (var test in tests)
            runner.Run(test, CancellationToken.None);
    }

    private static string Mutated(Random random)
    {
        var text = Sample;
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            var at = random.Next(text.Length);
            text = random.Next(3) switch
            {
                0 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                1 => text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at)),
                _ => text[..at] + text[random.Next(text.Length)..],
            };
            if (text.Length is 0 or > 20_000)
                return text;
        }

        return text;
    }
}
