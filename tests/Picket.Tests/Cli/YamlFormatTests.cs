using System.Text.Json.Nodes;
using CsCheck;
using Picket.Output;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Picket.Tests.Cli;

/// <summary>YAML says what the JSON said, whatever the strings look like.</summary>
public sealed class YamlFormatTests
{
    [Theory]
    [InlineData("yes"), InlineData("No"), InlineData("null"), InlineData("~"), InlineData("1e3"), InlineData("0x1f"),
        InlineData("")]
    [InlineData("2026-01-01"), InlineData("- a"), InlineData("a: b"), InlineData("#x"), InlineData("*x"),
        InlineData(" x ")]
    [InlineData("NaN"), InlineData("Infinity"), InlineData("a\nb"), InlineData("\u001b[31m"), InlineData("é")]
    public void A_string_that_looks_like_something_else_is_quoted(string text)
    {
        var scalar = Assert.IsType<YamlScalarNode>(Read(Write(JsonValue.Create(text))));

        Assert.Equal((text, ScalarStyle.DoubleQuoted), (scalar.Value, scalar.Style));
    }

    [Fact]
    public void Nested_values_keep_their_shape() => Assert.Equal(
        """
        a:
        - 1
        - true
        - null
        - b: plain
        empty: []
        none: {}

        """.ReplaceLineEndings("\n"),
        Write(JsonNode.Parse("""{"a":[1,true,null,{"b":"plain"}],"empty":[],"none":{}}""")));

    [Fact]
    public void Any_string_comes_back_as_it_was() => Gen.String[Gen.Char['\u0001', '\ud7ff'], 0, 40].Sample(text =>
    {
        var scalar = (YamlScalarNode)(
            (YamlMappingNode)Read(Write(new JsonObject { ["k"] = text }))).Children.Single().Value;
        return scalar.Value == text;
    }, iter: 500);

    private static string Write(JsonNode? node)
    {
        using var writer = new StringWriter();
        YamlFormat.Write(writer, node);
        return writer.ToString();
    }

    private static YamlNode Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents[0].RootNode;
    }
}
