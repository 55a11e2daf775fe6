namespace Picket.Configuration;

/// <summary>What became of reading a configuration: options when there is no problem, else all problems in file order.</summary>
public sealed record ConfigResult(PicketOptions? Options, IReadOnlyList<ConfigProblem> Problems);

/// <summary>Something wrong in a configuration file; line and column count from 1 and are 0 for the file as a whole.</summary>
public sealed record ConfigProblem(string Code, string Message, string File, int Line, int Column)
{
    /// <summary>As compilers write it: <c>picket.yaml:3:5: PKT7203: …</c>.</summary>
    public override string ToString() =>
        Line == 0 ? $"{File}: {Code}: {Message}" : $"{File}:{Line}:{Column}: {Code}: {Message}";
}
