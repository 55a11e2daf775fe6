using Picket.Configuration;
using Picket.Core;
using Xunit;

namespace Picket.Tests.Configuration;

public sealed class SecretReaderTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void A_changed_file_counts_at_once()
    {
        Assert.True(SecretReference.TryParse($"file:{_file}", out var reference));
        var reader = new SecretReader();

        File.WriteAllText(_file, "first\n");
        Assert.True(reader.TryRead(reference, out var first, out _));
        File.WriteAllText(_file, "second\n");
        Assert.True(reader.TryRead(reference, out var second, out _));

        Assert.Equal(("first", "second"), (first, second));
    }

    [Theory]
    [InlineData("file:/nowhere/token", "cannot be read")]
    [InlineData("env:PICKET_TEST_IS_NOT_SET", "is not set")]
    public void A_missing_secret_is_named_by_its_reference(string text, string words)
    {
        Assert.True(SecretReference.TryParse(text, out var reference));

        Assert.False(new SecretReader().TryRead(reference, out _, out var problem));

        Assert.Contains($"'{text}' {words}", problem);
    }

    [Fact]
    public void An_empty_file_is_no_secret()
    {
        Assert.True(SecretReference.TryParse($"file:{_file}", out var reference));

        Assert.False(new SecretReader().TryRead(reference, out _, out var problem));

        Assert.Contains("is empty", problem);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("env:")]
    [InlineData("file: ")]
    [InlineData("")]
    public void Only_references_are_references(string text) => Assert.False(SecretReference.TryParse(text, out _));

    public void Dispose() => File.Delete(_file);
}
