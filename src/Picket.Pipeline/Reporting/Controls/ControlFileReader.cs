using System.Collections.Frozen;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Reporting.Controls;

/// <summary>Reads one file of controls; every problem it finds has its line and column.</summary>
internal static class ControlFileReader
{
    private const int MaxDepth = 8;

    private static readonly FrozenSet<string> FileKeys =
        FrozenSet.Create(StringComparer.Ordinal, "catalogue", "version", "group", "title", "controls");

    public static ControlFile? Read(string file, string text, List<ControlProblem> problems)
    {
        var before = problems.Count;
        if (Parse(file, text, problems) is not { } root) return null;

        var map = new YamlFields(file, root, problems);
        map.RejectUnknown(FileKeys);
        var catalogue = map.Text("catalogue", required: true);
        var version = map.Text("version", required: true);
        map.Text("group", required: true);
        map.Text("title", required: true);
        PlacedControl[] controls = [.. map.Maps("controls").Select(ReadControl)];
        return problems.Count > before ? null : new(file, catalogue, version, controls);
    }

    private static PlacedControl ReadControl(YamlFields map)
    {
        map.RejectUnknown(ControlKeys.All);
        var control = new Control
        {
            Id = map.Text("id", required: true),
            Title = map.Text("title", required: true),
            Theme = map.Text("theme", required: true),
            Automation = map.Word("automation", ControlKeys.Automation),
            Signals = map.Texts("signals"),
            Cadence = map.Text("cadence", required: false),
            IsServiceProviderOnly = map.Flag("serviceProviderOnly"),
            Reason = map.Text("reason", required: false),
            Check = map.Text("check", required: false),
            Limits = map.Text("limits", required: false),
        };
        CheckCombination(map, control);
        return new(control, map.File, map.Line, map.Column);
    }

    private static void CheckCombination(YamlFields map, Control control)
    {
        if (control is { Automation: AutomationClass.OutOfScope, Reason: "" })
        {
            map.Report("PKT6006", $"Control '{control.Id}' is out of scope and so needs a 'reason'.");
        }

        if (control is { Automation: AutomationClass.OutOfScope or AutomationClass.Process, Check: not "" })
        {
            map.Report("PKT6006", $"Control '{control.Id}' has a 'check', but its class says that no machine can decide it.");
        }

        if (control is { Check: not "", Limits: "" })
        {
            map.Report("PKT6006", $"Control '{control.Id}' has a 'check' and so needs 'limits': what the check does not cover.");
        }
    }

    private static YamlMappingNode? Parse(string file, string text, List<ControlProblem> problems)
    {
        try
        {
            if (FindTooDeep(text) is { } mark)
            {
                problems.Add(At("PKT6004", $"The file nests deeper than {MaxDepth} levels, or uses an alias.", mark));
                return null;
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }]) return root;
            problems.Add(new("PKT6004", "The file must hold one YAML document: a mapping with 'controls'.", file, 1, 1));
        }
        catch (YamlException exception)
        {
            problems.Add(At("PKT6004", $"The file is not valid YAML: {exception.Message}", exception.Start));
        }

        return null;

        ControlProblem At(string code, string message, Mark mark) => new(code, message, file, (int)mark.Line, (int)mark.Column);
    }

    // The tree is built by recursion; the event parser is not, so that hostile depth is seen first.
    private static Mark? FindTooDeep(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth || parser.Current is AnchorAlias) return parser.Current.Start;
        }

        return null;
    }
}
