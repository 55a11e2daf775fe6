namespace Picket.Storage.DuckDb;

/// <summary>Quoting for the few statements that take no parameters; only for text of our own making.</summary>
internal static class Sql
{
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
