namespace Picket.Kql.Events;

/// <summary>How a field of an event is read.</summary>
public abstract record KqlEventField<T>;

/// <summary>
/// A field whose text lies in the event as valid UTF-8: for a column of type string the text itself, for one of type dynamic its JSON text (empty: null),
/// for a path into a dynamic column the text found there, empty where there is none.
/// </summary>
public sealed record Utf8Field<T>(Func<T, ReadOnlyMemory<byte>> Read) : KqlEventField<T>;

/// <summary>
/// A field as the CLR value <see cref="LiteralExpression"/> names for its type, a string never null; at a path what tells of the JSON value there, a whole number as
/// <see cref="long"/>, or null where only the column itself can tell.
/// </summary>
public sealed record ValueField<T>(Func<T, object?> Read) : KqlEventField<T>;

/// <summary>How events of a type look as rows of a table, without making rows of them.</summary>
public interface IKqlEventShape<T>
{
    /// <summary>The table they are rows of.</summary>
    KqlTable Table { get; }

    /// <summary>
    /// The field that is a column (an empty path), or that lies at a path inside of a dynamic column. Null where there is no shorter way
    /// than by the column; a column itself is never null.
    /// </summary>
    KqlEventField<T>? Field(string column, IReadOnlyList<PathStep> path);
}
