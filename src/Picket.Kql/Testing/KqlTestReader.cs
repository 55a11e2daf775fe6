namespace Picket.Kql.Testing;

/// <summary>Reads the plain-text test language; docs/reference/kqltest.md describes it.</summary>
public sealed class KqlTestReader
{
    /// <summary>The longest file read, in characters.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>The most cases of a file.</summary>
    public const int MaxTests = 10_000;

    // More of them help nobody.
    private const int MaxProblems = 100;

    private readonly string[] _lines;
    private readonly List<KqlTest> _tests = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<KqlTestProblem> _problems = [];
    private readonly Block _shared = new("", 0, null);
    private Block _block;
    private int _at;

    private readonly Func<string, string?> _saved;

    private KqlTestReader(string text, Func<string, string?> saved)
    {
        _saved = saved;
        _lines = text.ReplaceLineEndings("\n").Split('\n');
        _block = _shared;
    }

    /// <summary>The cases of a file, and everything that is wrong with it. Never throws, whatever the text.</summary>
    public static (IReadOnlyList<KqlTest> Tests, IReadOnlyList<KqlTestProblem> Problems) Read(string text) => Read(text, _ => null);

    /// <summary>The same; <paramref name="saved"/> gives the text of a saved query, null where there is none of that name.</summary>
    public static (IReadOnlyList<KqlTest> Tests, IReadOnlyList<KqlTestProblem> Problems) Read(string text, Func<string, string?> saved)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(saved);
        if (text.Length > MaxLength)
            return ([], [new KqlTestProblem(1, $"The file is longer than {MaxLength} characters.")]);
        var reader = new KqlTestReader(text, saved);
        reader.ReadAll();
        return (reader._tests, reader._problems);
    }

    private void ReadAll()
    {
        for (; _at < _lines.Length && _problems.Count < MaxProblems; _at++)
        {
            var line = _lines[_at].Trim();
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            var (word, rest) = Cut(line);
            ReadLine(word, rest);
        }

        EndTest();
    }

    private void ReadLine(string word, string rest)
    {
        if (_block == _shared && word is ("query" or "saved" or "expect"))
            Problem($"A '{word}' belongs to a test. Begin one: 'test its name'.");
        switch (word)
        {
            case "test":
                EndTest();
                _block = new Block(rest, _at + 1, _shared);
                if (rest.Length == 0 || !_names.Add(rest))
                    Problem("A test has a name that no other of its file has: 'test deletes are found'.");
                break;
            case "now":
                _block.Now = ReadTime(rest);
                break;
            case "parameter":
                ReadParameter(rest);
                break;
            case "table":
                ReadTable(rest);
                break;
            case "query":
                ReadQuery(rest);
                break;
            case "saved":
                ReadSaved(rest);
                break;
            case "expect":
                ReadExpectation(rest);
                break;
            default:
                Problem($"Expected 'test', 'now', 'parameter', 'table', 'query', 'saved' or 'expect', found '{word}'.");
                break;
        }
    }

    private static (string Word, string More) Cut(string line)
    {
        var space = line.IndexOfAny([' ', '\t']);
        return space < 0 ? (line, "") : (line[..space], line[space..].Trim());
    }

    private DateTime? ReadTime(string text)
    {
        if (Syntax.TypedLiteral.ParseDateTime(text) is { } time)
            return time;
        Problem($"'{text}' is not a time. Write it as 2026-06-15T12:00:00Z.");
        return null;
    }

    private void ReadParameter(string text)
    {
        var sign = text.IndexOf('=', StringComparison.Ordinal);
        if (sign < 1)
            Problem("A parameter is written as 'parameter name = value'.");
        else if (!_block.Parameters.TryAdd(text[..sign].Trim(), text[(sign + 1)..].Trim()))
            Problem($"The parameter '{text[..sign].Trim()}' has its value twice.");
    }

    private void ReadTable(string name)
    {
        var line = _at;
        if (name.Length == 0)
            Problem("A table has a name: 'table AKSAudit'.");
        if (ReadRows() is { } table && !_block.Tables.TryAdd(name, table))
            Problem($"The table '{name}' stands twice. Put all its rows into one.", line);
    }

    // A header and rows up to an empty line.
    private KqlTestTable? ReadRows()
    {
        var start = ++_at;
        if (start >= _lines.Length || _lines[start].Trim().Length == 0)
        {
            Problem("Expected a line of column names parted by '|', such as 'Verb:string | Count:long'.", start);
            return null;
        }

        var columns = KqlTestCells.Split(_lines[start]).Select(ReadColumn).ToList();
        if (columns.Any(c => c.Name.Length == 0) || columns.DistinctBy(c => c.Name).Count() < columns.Count)
            Problem("Every column has a name of its own: this header lacks one, or has one twice.", start);
        var rows = new List<IReadOnlyList<string>>();
        for (_at++; _at < _lines.Length && _lines[_at].Trim().Length > 0; _at++)
        {
            if (_lines[_at].TrimStart().StartsWith('#'))
                continue;
            var cells = KqlTestCells.Split(_lines[_at]);
            if (cells.Count != columns.Count)
                Problem($"This row has {cells.Count} cells; the header has {columns.Count}.");
            else
                rows.Add(cells);
        }

        return new KqlTestTable(columns, rows, start + 1);
    }

    private (string Name, KqlType? Type) ReadColumn(string header)
    {
        var colon = header.LastIndexOf(':');
        if (colon < 0)
            return (header, null);
        if (KqlTypes.TryParse(header[(colon + 1)..].Trim(), out var type))
            return (header[..colon].Trim(), type);
        Problem($"'{header[(colon + 1)..].Trim()}' is not a type. Take one such as 'string', 'long' or 'datetime'.");
        return (header[..colon].Trim(), null);
    }

    // Everything up to the line that says what is expected, or to the next test where no line says so.
    private void ReadQuery(string rest)
    {
        if (_block.Query is not null)
            Problem("A test has one query.");
        _block.QueryLine = _at + 1;
        var lines = new List<string> { rest };
        while (_at + 1 < _lines.Length && Cut(_lines[_at + 1]) is not (("expect", _) or ("test", [not '|', ..])))
            lines.Add(_lines[++_at]);
        _block.Query = string.Join('\n', lines);
    }

    private void ReadSaved(string name)
    {
        if (_block.Query is not null)
            Problem("A test has one query.");
        _block.QueryLine = 1;
        _block.Query = _saved(name);
        if (_block.Query is null)
            Problem($"There is no saved query '{name}'.");
    }

    private void ReadExpectation(string rest)
    {
        if (_block.Expected is not null)
            Problem("A test has one 'expect'.");
        var (word, more) = Cut(rest);
        _block.Expected = word switch
        {
            "" or "ordered" => ReadRows() is { } table ? new ExpectedRows(table, word.Length > 0) : new ExpectedNothing(),
            "nothing" => new ExpectedNothing(),
            "error" => new ExpectedError(Cut(more).Word, Cut(more).More),
            _ => null,
        };
        if (_block.Expected is null)
            Problem($"Expected nothing more, 'ordered', 'nothing' or 'error PKT1101 text', found '{word}'.");
    }

    private void EndTest()
    {
        if (_block == _shared)
            return;
        if (_block.Query is null || _block.Expected is null)
            Problem($"The test '{_block.Name}' lacks its '{(_block.Query is null ? "query" : "expect")}'.", _block.Line - 1);
        else if (_tests.Count == MaxTests)
            Problem($"A file has at most {MaxTests} tests. Split it.", _block.Line - 1);
        else
            _tests.Add(_block.ToTest());
        _block = _shared;
    }

    private void Problem(string message, int? line = null) => _problems.Add(new KqlTestProblem((line ?? _at) + 1, message));

    /// <summary>What was read of a test so far; what stands before the first test holds for all.</summary>
    private sealed class Block(string name, int line, Block? shared)
    {
        private static readonly DateTime NoNow = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        public string Name => name;

        public int Line => line;

        public DateTime? Now { get; set; }

        public Dictionary<string, KqlTestTable> Tables { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);

        public string? Query { get; set; }

        public int QueryLine { get; set; }

        public KqlExpectation? Expected { get; set; }

        public KqlTest ToTest() => new()
        {
            Name = name,
            Line = line,
            Now = Now ?? shared?.Now ?? NoNow,
            Tables = Over(shared?.Tables, Tables),
            Parameters = Over(shared?.Parameters, Parameters),
            Query = Query!,
            QueryLine = QueryLine,
            Expected = Expected!,
        };

        private static Dictionary<string, T> Over<T>(Dictionary<string, T>? all, Dictionary<string, T> own)
        {
            if (all is null || all.Count == 0 || own.Count == 0)
                return own.Count == 0 && all is not null ? all : own;
            var both = new Dictionary<string, T>(all, StringComparer.Ordinal);
            foreach (var (key, value) in own)
                both[key] = value;
            return both;
        }
    }
}
