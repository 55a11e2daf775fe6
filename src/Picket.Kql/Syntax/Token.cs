namespace Picket.Kql.Syntax;

internal enum TokenKind
{
    End,
    Identifier,
    Literal,
    Punctuation,
}

/// <summary>
/// A token: for an identifier its <paramref name="Text"/>, for a literal its value and type, for punctuation the sign itself.
/// </summary>
internal readonly record struct Token(TokenKind Kind, string Text, TextSpan Span, KqlType Type = default, object? Value = null)
{
    /// <summary>Whether it is the first of its line and an empty line or a comment stands above it: a new query may start here.</summary>
    public bool StartsParagraph { get; init; }

    public bool IsSign(string sign) => Kind == TokenKind.Punctuation && Text == sign;

    public bool IsWord(string word) => Kind == TokenKind.Identifier && Text == word;

    public bool IsString => Kind == TokenKind.Literal && Type == KqlType.String;

    /// <summary>How an error message names it.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End => "the end of the query",
        TokenKind.Literal when Type == KqlType.String => "a string",
        _ => $"'{Text}'",
    };
}
