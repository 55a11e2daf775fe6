using System.CommandLine;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary><c>picket completion SHELL</c>: a script that asks picket itself what can come next.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # Completion of picket for bash. Load it with:  source <(picket completion bash)
        _picket() {
          local IFS=$'\n'
          local word="${COMP_WORDS[COMP_CWORD]}"
          COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
          if [ ${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$word")); fi
        }
        complete -F _picket picket
        """;

    private const string Zsh = """
        #compdef picket
        # Completion of picket for zsh. Load it with:  source <(picket completion zsh)
        _picket() {
          local -a found
          found=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          found=(${found:#})
          if (( ${#found} )); then compadd -a found; else _files; fi
        }
        compdef _picket picket
        """;

    private const string Fish = """
        # Completion of picket for fish. Load it with:  picket completion fish | source
        complete -c picket -f -a '(set -l line (commandline -cp); picket "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null)'
        complete -c picket -F -n '__fish_seen_subcommand_from ingest test verify init'
        """;

    private const string Pwsh = """
        # Completion of picket for PowerShell. Load it with:  picket completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName picket -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          picket "[suggest:$cursorPosition]" "$commandAst" 2>$null | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;

    public static Command Create(CommandHost host)
    {
        var shell = new Argument<Shell>("SHELL")
        {
            Description = "The shell.",
            HelpName = string.Join('|', Words.All<Shell>()),
            CustomParser = Choice.Parser<Shell>,
        };
        shell.CompletionSources.Clear();
        shell.CompletionSources.Add([.. Words.All<Shell>()]);
        var command = new Command("completion", "Print a completion script for a shell.") { shell };
        return host.Bind(command, (call, _) =>
        {
            call.Services.Terminal.Out.WriteLine(Script(call.Value(shell)));
            call.Services.Terminal.Out.Flush();
            return Task.FromResult(ExitCode.Ok);
        });
    }

    private static string Script(Shell shell) => shell switch
    {
        Shell.Bash => Bash,
        Shell.Zsh => Zsh,
        Shell.Fish => Fish,
        Shell.Pwsh => Pwsh,
        _ => throw new ArgumentOutOfRangeException(nameof(shell)),
    };

    private enum Shell { Bash, Zsh, Fish, Pwsh }
}
