namespace Picket.Output;

/// <summary>How a query's result is written.</summary>
internal enum QueryFormat { Table, Json, Jsonl, Yaml, Csv, Markdown, Parquet }
