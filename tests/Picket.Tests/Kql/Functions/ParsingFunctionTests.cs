namespace Picket.Tests.Kql.Functions;

public sealed class ParsingFunctionTests
{
    [Theory]
    [InlineData("parse_path(@'D:\\logs\\app.log')", """{"Scheme":"","RootPath":"D:","DirectoryPath":"D:\\logs","DirectoryName":"logs","Filename":"app.log","Extension":"log","AlternateDataStreamName":""}""")]
    [InlineData("parse_path('/var/log/pods')", """{"Scheme":"","RootPath":"","DirectoryPath":"/var/log","DirectoryName":"log","Filename":"pods","Extension":"","AlternateDataStreamName":""}""")]
    [InlineData("parse_path('file://E:/a/b.tar.gz:more')", """{"Scheme":"file","RootPath":"E:","DirectoryPath":"E:/a","DirectoryName":"a","Filename":"b.tar.gz","Extension":"gz","AlternateDataStreamName":"more"}""")]
    [InlineData("parse_path(@'\\\\srv\\share\\x.txt')", """{"Scheme":"","RootPath":"","DirectoryPath":"\\\\srv\\share","DirectoryName":"share","Filename":"x.txt","Extension":"txt","AlternateDataStreamName":""}""")]
    [InlineData("parse_path('')", """{"Scheme":"","RootPath":"","DirectoryPath":"","DirectoryName":"","Filename":"","Extension":"","AlternateDataStreamName":""}""")]
    [InlineData("parse_url('https://ann:pw@shop.example:8443/cart/1?q=a%20b&r=#top')", """{"Scheme":"https","Host":"shop.example","Port":"8443","Path":"cart/1","Username":"ann","Password":"pw","Query Parameters":{"q":"a b","r":""},"Fragment":"top"}""")]
    [InlineData("parse_url('http://[::1]:80/')", """{"Scheme":"http","Host":"[::1]","Port":"80","Path":"","Username":"","Password":"","Query Parameters":{},"Fragment":""}""")]
    [InlineData("parse_urlquery('a=1&b=x+y&c')", """{"Query Parameters":{"a":"1","b":"x y","c":""}}""")]
    [InlineData("parse_urlquery('')", """{"Query Parameters":{}}""")]
    public void Paths_and_urls_are_taken_apart(string expression, string expected) => Assert.Equal(expected, FunctionCall.Run(expression));

    [Theory]
    [InlineData("parse_csv('a,\"b,\"\"c\"\"\",,d')", """["a","b,\"c\"","","d"]""")]
    [InlineData("parse_csv('a\\nb,c')", """["a"]""")]
    [InlineData("parse_csv('\"a\\nb\",c')", """["a\nb","c"]""")]
    [InlineData("parse_csv('')", """[""]""")]
    [InlineData("parse_command_line('run \"a b\" c', 'windows')", """["run","a b","c"]""")]
    [InlineData("parse_command_line(@'c:\\run.exe \"a\\\\\" \\\"x\\\"', 'windows')", """["c:\\run.exe","a\\","\"x\""]""")]
    [InlineData("parse_command_line('', 'windows')", "null")]
    [InlineData("parse_version('1.2.3')", "1000000020000000300000000")]
    [InlineData("parse_version('1.2.x')", "null")]
    [InlineData("parse_version('1.2.3.4.5')", "null")]
    [InlineData("parse_version('123456789')", "null")]
    [InlineData("parse_version('99999999')", "null")]
    public void Records_are_taken_apart(string expression, string expected) => Assert.Equal(expected, FunctionCall.Run(expression));

    [Theory]
    [InlineData("parse_xml('<e/>')", """{"e":null}""")]
    [InlineData("parse_xml('<e>text</e>')", """{"e":"text"}""")]
    [InlineData("parse_xml('<e n=\"v\"/>')", """{"e":{"@n":"v"}}""")]
    [InlineData("parse_xml('<?xml version=\"1.0\"?><e n=\"v\"> text <a>1</a><a>2</a></e>')", """{"e":{"@n":"v","#text":"text","a":["1","2"]}}""")]
    [InlineData("parse_xml('<e><![CDATA[<x>]]></e>')", """{"e":"<x>"}""")]
    [InlineData("parse_xml('<e>')", "null")]
    [InlineData("parse_xml('<e/><f/>')", "null")]
    [InlineData("parse_xml('')", "null")]
    public void Xml_becomes_a_bag(string expression, string expected) => Assert.Equal(expected, FunctionCall.Run(expression));

    [Theory]
    [InlineData("unicode_codepoints_from_string('a😀')", "[97,128512]")]
    [InlineData("unicode_codepoints_from_string('')", "[]")]
    [InlineData("unicode_codepoints_to_string(80, 105)", "Pi")]
    [InlineData("unicode_codepoints_to_string(dynamic([80, 105]), 128512)", "Pi😀")]
    [InlineData("unicode_codepoints_to_string(55296)", "")]
    [InlineData("punycode_from_string('bücher')", "bcher-kva")]
    [InlineData("punycode_from_string('académie-française')", "acadmie-franaise-npb1a")]
    [InlineData("punycode_to_string('bcher-kva')", "bücher")]
    [InlineData("punycode_to_string('ü')", "")]
    [InlineData("punycode_domain_from_string('www.bücher.example')", "www.xn--bcher-kva.example")]
    [InlineData("punycode_domain_to_string('www.xn--bcher-kva.example')", "www.bücher.example")]
    [InlineData("gzip_decompress_from_base64_string(gzip_compress_to_base64_string('Picket é'))", "Picket é")]
    [InlineData("gzip_decompress_from_base64_string('UGk=')", "")]
    [InlineData("zlib_decompress_from_base64_string(zlib_compress_to_base64_string('abc'))", "abc")]
    [InlineData("zlib_decompress_from_base64_string('')", "")]
    public void Texts_change_their_form(string expression, string expected) => Assert.Equal(expected, FunctionCall.Run(expression));

    [Fact]
    public void Another_kind_of_command_line_is_refused() =>
        Assert.Equal("25: The only kind of command line is 'windows'.", FunctionCall.Error("parse_command_line('a', 'bash')"));
}
