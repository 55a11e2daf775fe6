using System.Text;
using Picket.Kql.Evaluating;
using Picket.Kql.Values;

namespace Picket.Kql.Events;

/// <summary>
/// The columns that one step of the pipe sees: those of the table, or those a projection made. None is computed before a later step asks for it,
/// and then once per event; a row has one place, which holds the event.
/// </summary>
internal sealed class EventScope<T>
    where T : class
{
    private readonly IKqlEventShape<T> _shape;
    private readonly EventTurn _turn;
    private readonly Dictionary<string, RowValue> _computed = new(StringComparer.Ordinal);
    private readonly Func<EventScope<T>, ExpressionCompiler> _compilerOver;

    // The scope below and what was made of its columns; null for the table.
    private readonly EventScope<T>? _input;
    private readonly Dictionary<string, KqlExpression> _made;

    public EventScope(IKqlEventShape<T> shape, EventTurn turn, Func<EventScope<T>, ExpressionCompiler> compilerOver)
        : this(shape, turn, compilerOver, null, [])
    {
    }

    private EventScope(
        IKqlEventShape<T> shape, EventTurn turn, Func<EventScope<T>, ExpressionCompiler> compilerOver, EventScope<T>? input, IReadOnlyList<NamedExpression> made)
    {
        (_shape, _turn, _compilerOver, _input) = (shape, turn, compilerOver, input);
        _made = made.ToDictionary(i => i.Name, i => i.Value, StringComparer.Ordinal);
        Compiler = compilerOver(this);
    }

    /// <summary>Compiles expressions over these columns.</summary>
    public ExpressionCompiler Compiler { get; }

    /// <summary>The scope above a projection of these columns.</summary>
    public EventScope<T> Above(Project project) => new(_shape, _turn, _compilerOver, this, project.Items);

    /// <summary>The UTF-8 of an expression of type string, where it lies in the event.</summary>
    public Func<T, ReadOnlyMemory<byte>>? Text(KqlExpression expression) => expression switch
    {
        { Type: not KqlType.String } => null,
        ColumnExpression column when _input is not null => _input.Text(_made[column.Name]),
        ColumnExpression column => (_shape.Field(column.Name, []) as Utf8Field<T>)?.Read,
        ConvertExpression { Operand.Type: KqlType.String } convert => Text(convert.Operand),
        ConvertExpression convert => (Inside(convert.Operand) as Utf8Field<T>)?.Read,
        _ => null,
    };

    /// <summary>The field that a path into a dynamic column leads to, where the shape has a short way to it.</summary>
    public KqlEventField<T>? Inside(KqlExpression expression) =>
        Locate(expression) is ({ } column, { Count: > 0 } path) ? _shape.Field(column, path) : null;

    /// <summary>The value of a column.</summary>
    public RowValue Column(ColumnExpression column)
    {
        if (!_computed.TryGetValue(column.Name, out var value))
            _computed.Add(column.Name, value = _input is null ? Read(column) : Made(_input, _made[column.Name]));
        return value;
    }

    /// <summary>The value at a path, by the short way where it leads to one; null where there is none.</summary>
    public RowValue? Path(PathExpression path)
    {
        if (Inside(path) is not { } field)
            return null;
        var (column, located) = Locate(path)!.Value;
        PathStep[] steps = [.. located];
        var whole = Whole(column);
        RowValue quick = field switch
        {
            Utf8Field<T> text => row => text.Read((T)row[0]!) is { IsEmpty: false } found ? Decoded(found) : null,
            ValueField<T> value => row => value.Read((T)row[0]!),
            _ => throw Unknown(field),
        };

        // An empty text and one that is not there look alike to the short way.
        return row => quick(row) ?? DynamicPath.At(whole(row), steps);
    }

    private RowValue Whole(string column) =>
        _input is null ? Column(new ColumnExpression(column, KqlType.Dynamic)) : _input.Whole(column);

    private RowValue Made(EventScope<T> input, KqlExpression value) =>
        value is ColumnExpression column ? input.Column(column) : _turn.Once(input.Compiler.Compile(value));

    private RowValue Read(ColumnExpression column) => (Field(column.Name), column.Type) switch
    {
        (ValueField<T> value, _) => row => value.Read((T)row[0]!),
        (Utf8Field<T> text, KqlType.String) => row => Decoded(text.Read((T)row[0]!)),
        (Utf8Field<T> text, _) => _turn.Once(row => text.Read((T)row[0]!) is { IsEmpty: false } json ? DynamicCells.Parse(Decoded(json)) : null),
        var (field, _) => throw Unknown(field),
    };

    private KqlEventField<T> Field(string column) =>
        _shape.Field(column, []) ?? throw new InvalidOperationException($"The shape of '{_shape.Table.Name}' has no field for its column '{column}'.");

    // Which column of the table a dynamic value comes from, and by which steps.
    private (string Column, IReadOnlyList<PathStep> Path)? Locate(KqlExpression expression) => expression switch
    {
        ColumnExpression { Type: KqlType.Dynamic } column => _input is null ? (column.Name, []) : _input.Locate(_made[column.Name]),
        PathExpression path when Locate(path.Target) is var (column, steps) => (column, [.. steps, .. path.Steps]),
        _ => null,
    };

    private static string Decoded(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private static InvalidOperationException Unknown(KqlEventField<T> field) => new($"No reader for {field.GetType().Name}.");
}
