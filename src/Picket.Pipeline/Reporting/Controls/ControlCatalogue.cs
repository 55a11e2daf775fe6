namespace Picket.Pipeline.Reporting.Controls;

/// <summary>Every requirement of one version of a standard, in the order of their ids.</summary>
public sealed record ControlCatalogue(string Name, string Version, IReadOnlyList<Control> Controls);

/// <summary>What is wrong with a file of controls, and where: line and column count from 1, 0 means the whole file.</summary>
public sealed record ControlProblem(string Code, string Message, string File, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Code} {File}:{Line}:{Column}: {Message}";
}

/// <summary>A catalogue as loaded. <c>Catalogue</c> is null when there is any problem.</summary>
public sealed record ControlCatalogueResult(ControlCatalogue? Catalogue, IReadOnlyList<ControlProblem> Problems);
