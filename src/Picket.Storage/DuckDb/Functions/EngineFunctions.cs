using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Picket.Kql;

namespace Picket.Storage.DuckDb.Functions;

/// <summary>
/// The functions that queries' SQL calls (<see cref="DuckDbFunction"/>, <see cref="DuckDbSql.RequiredFunctions"/>), put into an engine once; all its
/// connections have them. They take whole vectors; what a body throws becomes an error of that one query.
/// </summary>
internal static unsafe class EngineFunctions
{
    private static readonly Func<long, long, long?>[] Arithmetic = [.. DuckDbSql.RequiredFunctions.Values];

    /// <summary>Registers all functions in the engine behind the connection.</summary>
    /// <exception cref="InvalidOperationException">The engine refused one.</exception>
    public static void Register(DuckDBConnection connection)
    {
        foreach (var (place, name) in DuckDbSql.RequiredFunctions.Keys.Index())
            Register(connection, name, new(KqlType.Long, [DuckDBType.BigInt, DuckDBType.BigInt], place, &RunArithmetic));
        Register(connection, DuckDbFunction.TestName, new(KqlType.Bool, [DuckDBType.BigInt, DuckDBType.Varchar], 0, &RunTest));
        Register(connection, DuckDbFunction.WholeName, new(KqlType.Long, [DuckDBType.BigInt, DuckDBType.Varchar], 0, &RunWhole));
        foreach (var type in Enum.GetValues<KqlType>())
        {
            Register(connection, DuckDbFunction.NameOf(type, isVolatile: false), new(type, [DuckDBType.BigInt], (int)type, &RunBody) { SeesAll = true });
            Register(connection, DuckDbFunction.NameOf(type, isVolatile: true), new(type, [DuckDBType.BigInt], (int)type, &RunBody) { SeesAll = true, IsVolatile = true });
        }
    }

    private static void Register(DuckDBConnection connection, string name, Declaration declaration)
    {
        var function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, name);
            foreach (var parameter in declaration.Parameters)
            {
                using var type = NativeMethods.LogicalType.DuckDBCreateLogicalType(parameter);
                NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, type);
            }

            if (declaration.SeesAll)
            {
                using var any = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Any);
                NativeMethods.ScalarFunction.DuckDBScalarFunctionSetVarargs(function, any);
                NativeMethods.ScalarFunction.DuckDBScalarFunctionSetSpecialHandling(function);
            }

            if (declaration.IsVolatile)
                NativeMethods.ScalarFunction.DuckDBScalarFunctionSetVolatile(function);
            using (var result = ResultType(declaration.Result))
                NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, result);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetExtraInfo(function, declaration.Info, null);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(function, declaration.Run);
            if (NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(connection.NativeConnection, function) != DuckDBState.Success)
                throw new InvalidOperationException($"The engine refused the function '{name}'.");
        }
        finally
        {
            NativeMethods.ScalarFunction.DuckDBDestroyScalarFunction(ref function);
        }
    }

    private static DuckDBLogicalType ResultType(KqlType type) => type switch
    {
        KqlType.Decimal => NativeMethods.LogicalType.DuckDBCreateDecimalType(38, 12),
        _ => NativeMethods.LogicalType.DuckDBCreateLogicalType(type switch
        {
            KqlType.Bool => DuckDBType.Boolean,
            KqlType.Int => DuckDBType.Integer,
            KqlType.Long or KqlType.DateTime or KqlType.TimeSpan => DuckDBType.BigInt,
            KqlType.Real => DuckDBType.Double,
            KqlType.Guid => DuckDBType.Uuid,
            _ => DuckDBType.Varchar,
        }),
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void RunArithmetic(nint info, nint input, nint output) => Guarded(info, input, (rows, vectors) =>
    {
        var compute = Arithmetic[(int)NativeMethods.ScalarFunction.DuckDBScalarFunctionGetExtraInfo(info)];
        var (left, right) = (new VectorReader(vectors[0], KqlType.Long), new VectorReader(vectors[1], KqlType.Long));
        var result = new VectorWriter(output, KqlType.Long);
        for (var row = 0; row < rows; row++)
        {
            if (!left.IsNull(row) && !right.IsNull(row) && compute(left.Long(row), right.Long(row)) is { } value)
                result.Long(row, value);
            else
                result.Null(row);
        }
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void RunTest(nint info, nint input, nint output) => Guarded(info, input, (rows, vectors) =>
    {
        var test = FunctionOf(vectors[0]).Function.Test!;
        var text = new VectorReader(vectors[1], KqlType.String);
        var result = new VectorWriter(output, KqlType.Bool);
        for (var row = 0; row < rows; row++)
        {
            if (text.IsNull(row))
                result.Null(row);
            else
                result.Bool(row, test(text.Utf8(row)));
        }
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void RunWhole(nint info, nint input, nint output) => Guarded(info, input, (rows, vectors) =>
    {
        var read = FunctionOf(vectors[0]).Function.Whole!;
        var text = new VectorReader(vectors[1], KqlType.String);
        var result = new VectorWriter(output, KqlType.Long);
        for (var row = 0; row < rows; row++)
        {
            if (!text.IsNull(row) && read(text.Utf8(row)) is { } value)
                result.Long(row, value);
            else
                result.Null(row);
        }
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void RunBody(nint info, nint input, nint output) => Guarded(info, input, (rows, vectors) =>
    {
        var lent = FunctionOf(vectors[0]);
        var function = lent.Function;
        var readers = new VectorReader[function.Parameters.Count];
        for (var i = 0; i < readers.Length; i++)
            readers[i] = new VectorReader(vectors[i + 1], function.Parameters[i]);
        var result = new VectorWriter(output, function.Result);
        var arguments = new object?[readers.Length];
        for (var row = 0; row < rows; row++)
        {
            lent.CancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < arguments.Length; i++)
                arguments[i] = readers[i].Value(row);
            result.Value(row, Computed(lent, arguments));
        }
    });

    private static object? Computed(LentFunction lent, object?[] arguments)
    {
        try
        {
            return lent.Function.Body(arguments);
        }
        catch (KqlRunException exception)
        {
            lent.Lease.Failure = exception;
            throw;
        }
    }

    // Nothing may be thrown into the engine's own frames: that would end the process.
    private static void Guarded(nint info, nint input, Action<int, nint[]> run)
    {
        try
        {
            using var chunk = new BorrowedChunk(input);
            if (chunk.Rows > 0)
                run(chunk.Rows, chunk.Vectors);
        }
#pragma warning disable CA1031 // Whatever it is, it is told as the query's error.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetError(info, exception.Message.Replace('\0', ' '));
        }
    }

    private static LentFunction FunctionOf(nint numbers) =>
        FunctionNumbers.Find(new VectorReader(numbers, KqlType.Long).Long(0))
        ?? throw new InvalidOperationException("The query that this function belongs to has ended.");

    private sealed unsafe class Declaration(
        KqlType result, IReadOnlyList<DuckDBType> parameters, nint info, delegate* unmanaged[Cdecl]<nint, nint, nint, void> run)
    {
        public KqlType Result => result;

        public IReadOnlyList<DuckDBType> Parameters => parameters;

        public nint Info => info;

        public delegate* unmanaged[Cdecl]<nint, nint, nint, void> Run => run;

        public bool SeesAll { get; init; }

        public bool IsVolatile { get; init; }
    }
}

/// <summary>A chunk of the engine's, which stays the engine's.</summary>
internal sealed class BorrowedChunk : IDisposable
{
    private readonly DuckDBDataChunk _chunk;

    public BorrowedChunk(nint handle)
    {
        _chunk = new DuckDBDataChunk(handle);
        Rows = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(_chunk);
        Vectors = new nint[NativeMethods.DataChunks.DuckDBDataChunkGetColumnCount(_chunk)];
        for (var i = 0; i < Vectors.Length; i++)
            Vectors[i] = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
    }

    public int Rows { get; }

    public nint[] Vectors { get; }

    public void Dispose()
    {
        _chunk.SetHandleAsInvalid();
        _chunk.Dispose();
    }
}
