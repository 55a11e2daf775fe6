using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    [GeneratedRegex(@"^(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex JsonReal { get; }

    private LiteralSyntax ParseDynamic(TextSpan start)
    {
        ExpectSign("(");
        var errors = diagnostics.Count;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.Compact))
        {
            if (Current.IsSign(")"))
                json.WriteNullValue();
            else
                WriteJson(json);
        }

        if (diagnostics.Count != errors)
            SkipOperator();
        ExpectSign(")");
        var text = Encoding.UTF8.GetString(buffer.ToArray());
        var value = diagnostics.Count != errors || text == "null" ? null : text;
        return new LiteralSyntax(KqlType.Dynamic, value, Since(start));
    }

    private void WriteJson(Utf8JsonWriter json)
    {
        if (!TryEnter())
            json.WriteNullValue();
        else if (Current.IsSign("["))
            WriteArray(json);
        else if (Current.IsSign("{"))
            WriteObject(json);
        else
            WriteScalar(json);
        Leave();
    }

    private void WriteArray(Utf8JsonWriter json)
    {
        ExpectSign("[");
        json.WriteStartArray();
        while (!Current.IsSign("]") && Current.Kind != TokenKind.End)
        {
            WriteJson(json);
            if (!TrySign(","))
                break;
        }

        json.WriteEndArray();
        ExpectSign("]");
    }

    private void WriteObject(Utf8JsonWriter json)
    {
        ExpectSign("{");
        json.WriteStartObject();
        while (!Current.IsSign("}") && Current.Kind != TokenKind.End)
        {
            var key = Next();
            json.WritePropertyName(key.IsString ? JsonText.WellFormed((string)key.Value!) : JsonText.WellFormed(key.Text));
            if (!key.IsString && key.Kind != TokenKind.Identifier)
                diagnostics.Add(KqlCodes.Unexpected, key.Span, $"Expected a property name in quotes, found {key.Shown}.");
            ExpectSign(":");
            WriteJson(json);
            if (!TrySign(","))
                break;
        }

        json.WriteEndObject();
        ExpectSign("}");
    }

    private void WriteScalar(Utf8JsonWriter json)
    {
        var isNegative = TrySign("-");
        var token = Current;
        if (token.Kind == TokenKind.Literal)
        {
            _at++;
            WriteLiteral(json, token, isNegative);
        }
        else if (token.Kind == TokenKind.Identifier && token.Text is "true" or "false" or "null")
        {
            _at++;
            json.WriteRawValue(token.Text);
        }
        else
        {
            json.WriteNullValue();
            Unexpected("a JSON value");
        }
    }

    private static void WriteLiteral(Utf8JsonWriter json, Token token, bool isNegative)
    {
        switch (token.Value)
        {
            case long number:
                json.WriteNumberValue(isNegative ? -number : number);
                break;
            case int number:
                json.WriteNumberValue(isNegative ? -number : number);
                break;
            case double number when double.IsFinite(number):
                // 1.0 stays 1.0, as it was written; what KQL writes but JSON does not, such as '1.', is written anew.
                json.WriteRawValue((isNegative ? "-" : "") + (JsonReal.IsMatch(token.Text)
                    ? token.Text
                    : number.ToString("R", CultureInfo.InvariantCulture)));
                break;
            case decimal number:
                json.WriteNumberValue(isNegative ? -number : number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case string text:
                json.WriteStringValue(JsonText.WellFormed(text));
                break;
            case null or double:
                json.WriteNullValue();
                break;
            case var other:
                json.WriteStringValue(KqlFormat.Text(other));
                break;
        }
    }
}
