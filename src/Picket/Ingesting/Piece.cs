namespace Picket.Ingesting;

/// <summary>A piece of an audit file, cut between entries.</summary>
/// <param name="Origin">The file's full path.</param>
/// <param name="Line">The line of the file that the piece starts with, from 1.</param>
/// <param name="Bytes">The text.</param>
internal sealed record Piece(string Origin, long Line, ReadOnlyMemory<byte> Bytes);
