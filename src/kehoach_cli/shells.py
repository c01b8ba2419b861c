"""The scripts that teach a shell to ask `kehoach --complete` for candidates."""

SCRIPTS = {
    "bash": """\
_kehoach() {
  local IFS=$'\\n'
  COMPREPLY=($(kehoach --complete "$COMP_CWORD" "${COMP_WORDS[@]}" 2>/dev/null | cut -f1))
}
complete -o default -F _kehoach kehoach
""",
    "zsh": """\
_kehoach() {
  local -a found
  local line
  while IFS=$'\\t' read -r value meaning; do
    found+=("${value//:/\\\\:}:${meaning}")
  done < <(kehoach --complete $((CURRENT - 1)) "${words[@]}" 2>/dev/null)
  _describe kehoach found || _files
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _kehoach kehoach
""",
    "fish": """\
complete -c kehoach -a '(kehoach --complete (count (commandline -opc)) (commandline -opc) (commandline -ct) 2>/dev/null)'
""",
    "powershell": """\
Register-ArgumentCompleter -Native -CommandName kehoach -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '' }
  kehoach --complete ($words.Count - 1) @words 2>$null | ForEach-Object {
    $value, $meaning = $_ -split "`t", 2
    if (-not $meaning) { $meaning = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $meaning)
  }
}
""",
}
