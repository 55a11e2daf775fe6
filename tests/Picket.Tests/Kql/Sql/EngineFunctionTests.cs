using System.Text;
using CsCheck;
using DuckDB.NET.Data;
using Picket.Kql;
using Picket.Kql.Values;
using Xunit;

namespace Picket.Tests.Kql.Sql;

public sealed class EngineFunctionTests : IDisposable
{
    private readonly FactsDatabase _database = new(rows: 5000);

    public void Dispose() => _database.Dispose();

    [Fact]
    public void What_a_body_throws_is_the_query_s_error_and_the_engine_goes_on()
    {
        var broken = new DuckDbFunction("broken", [KqlType.Long], KqlType.Long, false, a => (long)a[0]! > 4000 ? throw new FormatException("No such number.") : a[0]);

        var exception = Assert.Throws<DuckDBException>(() => Ask("SELECT kql_long(CAST($1 AS BIGINT), \"Id\") FROM \"Facts\"", broken));

        Assert.Contains("No such number.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(5000L, Assert.Single(Ask("SELECT count(*) FROM \"Facts\""))[0]);
    }

    [Fact]
    public void A_body_sees_nulls_and_gives_nulls()
    {
        var isNull = new DuckDbFunction("isnull", [KqlType.Real], KqlType.Long, false, a => a[0] is null ? 1L : null);

        var rows = Ask("SELECT v FROM (SELECT kql_long(CAST($1 AS BIGINT), \"R\") AS v, \"R\" FROM \"Facts\") WHERE (\"R\" IS NULL) <> (v IS NOT NULL)", isNull);

        Assert.Empty(rows);
    }

    [Theory]
    [InlineData(KqlType.Bool, "TRUE")]
    [InlineData(KqlType.Int, "CAST(-5 AS INTEGER)")]
    [InlineData(KqlType.Long, "CAST(9223372036854775807 AS BIGINT)")]
    [InlineData(KqlType.Real, "CAST(0.1 AS DOUBLE)")]
    [InlineData(KqlType.Decimal, "CAST(-12345678901234.000000000001 AS DECIMAL(38, 12))")]
    [InlineData(KqlType.String, "'a text of more than twelve bytes, ÄÖ'")]
    [InlineData(KqlType.Guid, "CAST('f1111111-2222-3333-4444-555555555555' AS UUID)")]
    [InlineData(KqlType.TimeSpan, "CAST(-12345678901234567 AS BIGINT)")]
    [InlineData(KqlType.DateTime, "CAST(638000000001234567 AS BIGINT)")]
    public void A_value_of_every_type_comes_back_as_it_went(KqlType type, string sql)
    {
        var same = new DuckDbFunction("same", [type], type, false, a => a[0]);

        var row = Assert.Single(Ask($"SELECT CAST(kql_{type.Word}(CAST($1 AS BIGINT), {sql}) = {sql} AS BIGINT)", same));

        Assert.Equal(1L, row[0]);
    }

    [Fact]
    public void A_volatile_function_is_called_for_every_row_and_another_once_for_equal_constants()
    {
        var calls = 0L;
        var count = new DuckDbFunction("count", [], KqlType.Long, true, _ => Interlocked.Increment(ref calls));

        Ask("SELECT kql_long_volatile(CAST($1 AS BIGINT)) FROM \"Facts\"", count);
        var many = calls;
        Ask("SELECT kql_long(CAST($1 AS BIGINT)) FROM \"Facts\"", count with { IsVolatile = false });

        Assert.True(many >= 5000, $"It was called {many} times.");
        Assert.True(calls - many < 100, $"It was called {calls - many} times.");
    }

    [Fact]
    public void The_seventh_digit_of_a_time_survives()
    {
        var plan = _database.PlanOf("Facts | where Id == 0 | project a = TimeGenerated + 3tick, b = tostring(datetime(2026-06-15T01:02:03.1234567Z)), c = datetime(2026-06-15T01:02:03.1234567Z)");

        var row = Assert.Single(_database.Queried(plan));

        Assert.Equal([FactsDatabase.Now.AddTicks(3), "2026-06-15T01:02:03.1234567Z", new DateTime(2026, 6, 15, 1, 2, 3, DateTimeKind.Utc).AddTicks(1234567)], row);
    }

    private static readonly Gen<string> Words = Gen.String[Gen.OneOf(Gen.Char["aAbB-_ 1"], Gen.Char["äÄßK日ſı"]), 0, 40];

    [Fact]
    public void A_test_over_UTF_8_finds_what_the_test_over_strings_finds() => Gen.Select(
        Words, Gen.String[Gen.Char["aAbB-1"], 0, 3], Gen.Enum<TextTest>().Where(t => t != TextTest.MatchesRegex), Gen.Bool).Sample(
        (text, pattern, test, isCaseSensitive) => Assert.Equal(
            TextTests.Matcher(test, isCaseSensitive && test != TextTest.EqualIgnoringCase)(text, pattern),
            TextTests.Utf8Matcher(test, pattern, isCaseSensitive && test != TextTest.EqualIgnoringCase)(Encoding.UTF8.GetBytes(text))),
        iter: 20_000);

    private List<object?[]> Ask(string sql, params object[] parameters) =>
        [.. _database.Ask(new DuckDbQuery(sql, parameters, [new KqlColumn("v", KqlType.Long)]))];
}
