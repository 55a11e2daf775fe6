using System.Text;
using Picket.Configuration;

namespace Picket.Tests.Configuration;

/// <summary>Writes <c>docs/reference/configuration.md</c> from the options records and their doc comments.</summary>
internal static class ReferencePage
{
    private const string Head =
        """
        # picket.yaml

        `picket init` writes a commented file, and `schema/picket.schema.json` lets an editor help. Every option has a default unless it says *required*.
        Relative paths start at the file's folder. An option Picket does not know is an error, and all errors are reported together with line and column.

        | Kind of value | Written as |
        |---|---|
        | time | `30s`, `15m`, `12h`, `365d`, also `1h30m` |
        | size | `512KiB`, `64MiB`, `1GiB` (powers of 1024), or `KB`, `MB`, `GB` (powers of 1000) |
        | secret | where it stands, never the secret itself: `file:PATH` or `env:NAME`; read when it is needed, so a new one counts without a restart |
        | list | `[a, b]`, one `- a` per line, or a single value |

        This page is made from the source; do not edit it.

        """;

    public static string Write()
    {
        var page = new StringBuilder(Head);
        var root = OptionModel.Of(typeof(PicketOptions));
        page.Append("\n## Top level\n\n");
        WriteTable(page, root, root.Fields.Where(f => Inner(f) is null));
        foreach (var field in root.Fields.Where(f => Inner(f) is not null))
            WriteSection(page, field.Name, field);
        return page.ToString();
    }

    /// <summary>What an option is for; a section without words of its own has those of its record.</summary>
    public static string Meaning(OptionModel model, OptionField field) =>
        model.Type == typeof(PicketOptions) && Inner(field) is { } section
            ? OptionComments.Of(section.Type)
            : OptionComments.Of(model.Type, field.Property.Name);

    public static bool IsSimple(OptionValue value) =>
        value.Kind is not (OptionKind.Section or OptionKind.List or OptionKind.Table);

    private static void WriteSection(StringBuilder page, string path, OptionField field)
    {
        var model = Inner(field)!;
        var path2 = field.Value.Kind == OptionKind.List ? $"{path}[]" : path;
        page.Append($"\n## {path2}\n\n{OptionComments.Of(model.Type)}\n\n");
        WriteTable(page, model, model.Fields);
        foreach (var inner in model.Fields.Where(f => Inner(f) is not null))
            WriteSection(page, $"{path2}.{inner.Name}", inner);
    }

    private static void WriteTable(StringBuilder page, OptionModel model, IEnumerable<OptionField> fields)
    {
        page.Append("| Option | Takes | Default | Meaning |\n|---|---|---|---|\n");
        foreach (var field in fields)
            page.Append($"| `{field.Name}` | {Takes(field)} | {DefaultOf(field)} | {Meaning(model, field)}{KindsOf(field)} |\n");
    }

    private static OptionModel? Inner(OptionField field) => field.Value.Section ?? field.Value.Item?.Section;

    private static string Takes(OptionField field) =>
        Noun(field.Value, field) + (field.Range is { } range ? $", `{range.Least}` to `{range.Greatest}`" : "");

    private static string Noun(OptionValue value, OptionField field) => value.Kind switch
    {
        OptionKind.Word => string.Join(", ", value.Words.Select(word => $"`{word}`")),
        OptionKind.Flag => "`true` or `false`",
        OptionKind.Number => "number",
        OptionKind.Duration => "time",
        OptionKind.Size => "size",
        OptionKind.Address => "address",
        OptionKind.Secret => "secret",
        OptionKind.List => value.Item!.Kind == OptionKind.Section ? "list, see below" : $"list of {Noun(value.Item, field)}s",
        OptionKind.Table => "names with secrets",
        OptionKind.Section => "see below",
        _ => field.IsPath ? "path" : "text",
    };

    private static string DefaultOf(OptionField field) => field switch
    {
        { IsRequired: true } => "*required*",
        { Default: null or "" } or { Value.Kind: OptionKind.Section } => "",
        _ => $"`{EffectiveConfig.Format(field.Default!)}`",
    };

    private static string KindsOf(OptionField field) =>
        field.OfKinds.Count == 0 ? "" : $" Only kind {string.Join(", ", field.OfKinds.Select(kind => $"`{kind}`"))}.";
}
