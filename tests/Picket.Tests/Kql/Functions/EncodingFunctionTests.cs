namespace Picket.Tests.Kql.Functions;

public sealed class EncodingFunctionTests
{
    [Theory]
    [InlineData("base64_encode_tostring('Picket é')", "UGlja2V0IMOp")]
    [InlineData("base64_encode_tostring('')", "")]
    [InlineData("base64_decode_tostring('UGlja2V0IMOp')", "Picket é")]
    [InlineData("base64_decode_tostring('no base64!')", "")]
    [InlineData("base64_decode_tostring('/w==')", "")]
    [InlineData("base64_encode_fromarray(dynamic([80, 105]))", "UGk=")]
    [InlineData("base64_encode_fromarray(dynamic([80, 300]))", "")]
    [InlineData("base64_decode_toarray('UGk=')", "[80,105]")]
    [InlineData("base64_decode_toarray('U')", "null")]
    [InlineData("base64_decode_toguid(base64_encode_fromguid(guid(74be27de-1e4e-49d9-b579-fe0b331d3642)))", "74be27de-1e4e-49d9-b579-fe0b331d3642")]
    [InlineData("base64_decode_toguid('UGk=')", "null")]
    [InlineData("url_encode('a b/ç?')", "a+b%2f%c3%a7%3f")]
    [InlineData("url_encode_component('a b/ç~')", "a%20b%2F%C3%A7~")]
    [InlineData("url_decode('a+b%2f%C3%a7')", "a b/ç")]
    [InlineData("url_decode('100% sure %zz')", "100% sure %zz")]
    public void Texts_are_encoded_and_decoded(string expression, string expected) => Assert.Equal(expected, FunctionCall.Run(expression));

    [Theory]
    [InlineData("hash('')", "-1205034819632174695")]
    [InlineData("hash('World', 100)", "51")]
    [InlineData("hash('World', 0)", "null")]
    [InlineData("hash_xxhash64('World')", "1846988464401551951")]
    [InlineData("hash(datetime(2015-01-01))", "1380966698541616202")]
    [InlineData("hash('a text of more than thirty-two bytes, for the stripes') == hash_xxhash64('a text of more than thirty-two bytes, for the stripes')", "true")]
    [InlineData("hash_many('a', 'b') == hash_combine(hash('a'), hash('b'))", "true")]
    [InlineData("hash_many('a', 'b') == hash_many('b', 'a')", "false")]
    [InlineData("hash_md5('Picket')", "cb847886b152834e12ada4255081f9b2")]
    [InlineData("hash_sha1('abc')", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("hash_sha256('')", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Values_are_hashed(string expression, string expected) => Assert.Equal(expected, FunctionCall.Run(expression));
}
