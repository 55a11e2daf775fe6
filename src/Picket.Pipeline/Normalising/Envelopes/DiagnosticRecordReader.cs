using System.Text;
using System.Text.Json;
using Picket.Pipeline.Normalising.Cards;

namespace Picket.Pipeline.Normalising.Envelopes;

/// <summary>Reads diagnostic records, in whatever order their fields stand. One instance per stream: it remembers names.</summary>
internal sealed class DiagnosticRecordReader
{
    private const int MaxNames = 4_096;
    private const int MaxNameLength = 1_024;

    // A stream names the same few clusters, pods and categories over and over.
    private readonly Dictionary<byte[], string> _names = new(Utf8Comparer.Instance);

    /// <summary>Reads one record; the problem says what is wrong with it.</summary>
    public bool TryRead(ReadOnlySpan<byte> json, out DiagnosticRecord record, out EntryProblem problem)
    {
        record = new DiagnosticRecord();
        if (!EntryProblem.IsUtf8(json, out problem))
            return false;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = AuditEventReader.MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                problem = new("PKT2002", "The record is not a JSON object.");
                return false;
            }

            ReadFields(ref reader, record);
            reader.Read();
        }
        catch (JsonException exception)
        {
            problem = EntryProblem.FromJson(exception);
            return false;
        }
        catch (FieldException exception)
        {
            problem = new(exception.Code, exception.Message);
            return false;
        }
        catch (InvalidOperationException)
        {
            problem = new("PKT2006", "A string of the record escapes half a surrogate pair, which is no text.");
            return false;
        }

        return IsComplete(record, out problem);
    }

    private static bool IsComplete(DiagnosticRecord record, out EntryProblem problem)
    {
        var missing = record.Log is null ? "properties.log" : record.Category.Length == 0 ? "category" : null;
        problem = missing is null ? default : new("PKT2007", $"The diagnostic record has no '{missing}'.");
        return missing is null;
    }

    private void ReadFields(ref Utf8JsonReader reader, DiagnosticRecord record)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Azure services disagree on the case of these names.
            var name = reader.ValueSpan;
            if (Ascii.EqualsIgnoreCase(name, "category"u8))
                record.Category = Name(ref reader, "category");
            else if (Ascii.EqualsIgnoreCase(name, "resourceId"u8))
                record.Cluster = Name(ref reader, "resourceId");
            else if (Ascii.EqualsIgnoreCase(name, "time"u8))
                record.Time = Time(ref reader);
            else if (Ascii.EqualsIgnoreCase(name, "properties"u8))
                ReadProperties(ref reader, record);
            else
                reader.Skip();
        }
    }

    private void ReadProperties(ref Utf8JsonReader reader, DiagnosticRecord record)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw FieldException.WrongType("properties", "an object", reader.TokenType);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("log"u8))
                record.Log = Text(ref reader);
            else if (reader.ValueTextEquals("pod"u8))
                record.PodName = Name(ref reader, "properties.pod");
            else if (reader.ValueTextEquals("stream"u8))
                record.Stream = Name(ref reader, "properties.stream");
            else
                reader.Skip();
        }
    }

    private static ReadOnlyMemory<byte> Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
            throw FieldException.WrongType("properties.log", "a string", reader.TokenType);
        var buffer = GC.AllocateUninitializedArray<byte>(reader.ValueSpan.Length);
        return buffer.AsMemory(0, reader.CopyString(buffer)).TrimEnd("\r\n "u8);
    }

    private static DateTime Time(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String || !LogTime.TryParse(reader.ValueSpan, out var time))
            throw FieldException.WrongType("time", LogTime.Expected, reader.TokenType);
        return time;
    }

    private string Name(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return "";
        if (reader.TokenType != JsonTokenType.String)
            throw FieldException.WrongType(field, "a string", reader.TokenType);
        if (_names.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(reader.ValueSpan, out var known))
            return known;

        var name = Masked(reader.GetString()!);
        if (reader.ValueSpan.Length > MaxNameLength)
            return name;
        if (_names.Count >= MaxNames)
            _names.Clear();
        return _names[reader.ValueSpan.ToArray()] = name;
    }

    private static string Masked(string name) =>
        PanGuard.TryMaskText(Encoding.UTF8.GetBytes(name), out var masked) ? Encoding.UTF8.GetString(masked.Bytes.Span) : name;
}
