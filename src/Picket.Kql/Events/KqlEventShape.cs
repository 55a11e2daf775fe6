namespace Picket.Kql.Events;

/// <summary>How a field of an event is read.</summary>
public abstract record KqlEventField<T>;

/// <summary>
/// A field whose text lies in the event as UTF-8: for a column of type string the text itself, for one of type dynamic its JSON text, for a path
/// into a dynamic column the text found there. Nothing there is empty.
/// </summary>
public sealed record Utf8Field<T>(Func<T, ReadOnlyMemory<byte>> Read) : KqlEventField<T>;

/// <summary>A field of any other type, as the CLR value <see cref="LiteralExpression"/> names for it.</summary>
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
