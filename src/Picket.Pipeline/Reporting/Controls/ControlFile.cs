namespace Picket.Pipeline.Reporting.Controls;

/// <summary>One file of controls as read.</summary>
internal sealed record ControlFile(string File, string Catalogue, string Version, IReadOnlyList<PlacedControl> Controls);

/// <summary>A control and where it stands.</summary>
internal sealed record PlacedControl(Control Control, string File, int Line, int Column)
{
    public ControlProblem Problem(string code, string message) => new(code, message, File, Line, Column);
}
