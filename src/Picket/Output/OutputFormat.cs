namespace Picket.Output;

/// <summary>How records are written to standard output.</summary>
internal enum OutputFormat { Table, Json, Jsonl, Yaml }
