export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof shells)[number];

/**
 * What a shell runs once. Each asks `surety complete -- WORDS`, which answers a line a word, with a tab before its
 * description, or `:files`. No script evaluates what was typed.
 */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: `# bash completion for surety: source <(surety completion bash)
_surety() {
  local line="\${COMP_LINE:0:COMP_POINT}" words=() word value last tail
  # Not COMP_WORDS: bash takes --format=json for three words.
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  last="\${words[\${#words[@]}-1]}"
  tail="\${last##*[=:]}"
  COMPREPLY=()
  while IFS= read -r word; do
    [[ $word == :files ]] && { COMPREPLY=(); return; }
    value="\${word%%$'\\t'*}"
    # Bash replaces only what stands behind the last = or colon.
    value="\${value:\${#last}-\${#tail}}"
    COMPREPLY+=("$value")
  done < <(surety complete -- "\${words[@]:1}" 2>/dev/null)
  # Where nothing may follow, file names would be a guess.
  compopt +o default 2>/dev/null
}
complete -o default -F _surety surety
`,
  zsh: `#compdef surety
# zsh completion for surety: source <(surety completion zsh)
_surety() {
  local line
  local -a values
  while IFS= read -r line; do
    [[ $line == :files ]] && { _files; return; }
    values+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done < <(surety complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  _describe surety values
}
if [[ $funcstack[1] == _surety ]]; then
  _surety "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
  compdef _surety surety
fi
`,
  fish: `# fish completion for surety: surety completion fish | source
function __surety_answer
    set -l words (commandline -opc)
    surety complete -- $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c surety -f -a '(__surety_answer | string match -v -- :files)'
complete -c surety -n '__surety_answer | string match -q -- :files' -F
`,
  powershell: `# PowerShell completion for surety: surety completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName surety -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    # PowerShell drops an empty argument: a new word is told by an option.
    $options = if ($wordToComplete -eq '') { @('--new-word') } else { @() }
    surety complete @options -- @words 2>$null | Where-Object { $_ -ne ':files' } | ForEach-Object {
        $value, $description = $_ -split "\`t", 2
        if (-not $description) { $description = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
    }
}
`,
};
