
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'envpeek' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'envpeek'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $previous = "$($commandElements[-1])"
    if ($wordToComplete -ne '' -and $commandElements.Count -gt 1) { $previous = "$($commandElements[-2])" }
    $offered = $null
    if ($commandElements.Count -gt 1 -and "$($commandElements[1])" -ceq 'which') { $offered = @(Get-Command -CommandType Application -Name "$wordToComplete*").Name }
    if ($commandElements.Count -gt 1 -and "$($commandElements[1])" -ceq 'shadows') { $offered = @(Get-Command -CommandType Application -Name "$wordToComplete*").Name }
    if ($commandElements.Count -gt 1 -and "$($commandElements[1])" -ceq 'completions') { $offered = @('bash', 'zsh', 'fish', 'powershell', 'elvish', 'nushell') }
    if ($commandElements.Count -gt 1 -and "$($commandElements[1])" -ceq 'man') { $offered = @('path', 'which', 'venv-status', 'activation', 'shadows', 'completions', 'man') }
    if ($previous -ceq '--color') { $offered = @('auto', 'always', 'never') }
    if ($previous -ceq '--as') { $offered = @('bash', 'zsh', 'fish', 'dash', 'ksh', 'mksh', 'tcsh', 'yash', 'busybox', 'elvish', 'xonsh', 'nu', 'execvp', 'posix-spawn', 'musl', 'shutil-which', 'go', 'rust-which', 'cmd', 'powershell') }
    if ($previous -ceq '--platform') { $offered = @('unix', 'windows') }
    if ($previous -ceq '--shell') { $offered = @('bash', 'zsh', 'fish', 'dash', 'ksh', 'mksh', 'tcsh', 'yash', 'busybox', 'elvish', 'xonsh', 'nu', 'cmd', 'powershell') }
    if ($null -ne $offered -and -not $wordToComplete.StartsWith('-')) {
        return $offered | Where-Object { $_ -like "$wordToComplete*" } | Sort-Object -Unique |
            ForEach-Object { [CompletionResult]::new($_, $_, [CompletionResultType]::ParameterValue, $_) }
    }
    $completions = @(switch ($command) {
        'envpeek' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]')
            [CompletionResult]::new('--pid', '--pid', [CompletionResultType]::ParameterName, 'Inspect a running process, as it was started')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read the environment from a file of NAME=value records, `-` for standard input')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Use this value of PATH')
            [CompletionResult]::new('--cwd', '--cwd', [CompletionResultType]::ParameterName, 'Use this working directory')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Use this home directory')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'Take absolute paths and links inside this directory')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a directory may take to answer, in seconds [default: 1]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Read lists and paths by the rules of this platform')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document')
            [CompletionResult]::new('--plain', '--plain', [CompletionResultType]::ParameterName, 'Print one record a line, fields separated by tabs')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'Like --plain, with raw bytes and records ended by NUL')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'List PATH entry by entry, with what is wrong with each')
            [CompletionResult]::new('which', 'which', [CompletionResultType]::ParameterValue, 'Show which file a name runs, and why each other one lost')
            [CompletionResult]::new('venv-status', 'venv-status', [CompletionResultType]::ParameterValue, 'Tell whether a Python environment is active and in effect')
            [CompletionResult]::new('activation', 'activation', [CompletionResultType]::ParameterValue, 'Show what activating an environment does to PATH and to the commands')
            [CompletionResult]::new('shadows', 'shadows', [CompletionResultType]::ParameterValue, 'List the names that stand in several PATH directories')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a page of the manual')
            break
        }
        'envpeek;path' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]')
            [CompletionResult]::new('--pid', '--pid', [CompletionResultType]::ParameterName, 'Inspect a running process, as it was started')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read the environment from a file of NAME=value records, `-` for standard input')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Use this value of PATH')
            [CompletionResult]::new('--cwd', '--cwd', [CompletionResultType]::ParameterName, 'Use this working directory')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Use this home directory')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'Take absolute paths and links inside this directory')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a directory may take to answer, in seconds [default: 1]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Read lists and paths by the rules of this platform')
            [CompletionResult]::new('--var', '--var', [CompletionResultType]::ParameterName, 'Inspect another list-like variable')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document')
            [CompletionResult]::new('--plain', '--plain', [CompletionResultType]::ParameterName, 'Print one record a line, fields separated by tabs')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'Like --plain, with raw bytes and records ended by NUL')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('--timing', '--timing', [CompletionResultType]::ParameterName, 'Measure what each entry costs a look-up, and how many misses are paid before it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'envpeek;which' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]')
            [CompletionResult]::new('--pid', '--pid', [CompletionResultType]::ParameterName, 'Inspect a running process, as it was started')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read the environment from a file of NAME=value records, `-` for standard input')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Use this value of PATH')
            [CompletionResult]::new('--cwd', '--cwd', [CompletionResultType]::ParameterName, 'Use this working directory')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Use this home directory')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'Take absolute paths and links inside this directory')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a directory may take to answer, in seconds [default: 1]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Read lists and paths by the rules of this platform')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document')
            [CompletionResult]::new('--plain', '--plain', [CompletionResultType]::ParameterName, 'Print one record a line, fields separated by tabs')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'Like --plain, with raw bytes and records ended by NUL')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('-a', '-a', [CompletionResultType]::ParameterName, 'Show every candidate, also the losers that need no attention')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Show every candidate, also the losers that need no attention')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'envpeek;venv-status' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]')
            [CompletionResult]::new('--pid', '--pid', [CompletionResultType]::ParameterName, 'Inspect a running process, as it was started')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read the environment from a file of NAME=value records, `-` for standard input')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Use this value of PATH')
            [CompletionResult]::new('--cwd', '--cwd', [CompletionResultType]::ParameterName, 'Use this working directory')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Use this home directory')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'Take absolute paths and links inside this directory')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a directory may take to answer, in seconds [default: 1]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Read lists and paths by the rules of this platform')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document')
            [CompletionResult]::new('--plain', '--plain', [CompletionResultType]::ParameterName, 'Print one record a line, fields separated by tabs')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'Like --plain, with raw bytes and records ended by NUL')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'envpeek;activation' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]')
            [CompletionResult]::new('--pid', '--pid', [CompletionResultType]::ParameterName, 'Inspect a running process, as it was started')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read the environment from a file of NAME=value records, `-` for standard input')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Use this value of PATH')
            [CompletionResult]::new('--cwd', '--cwd', [CompletionResultType]::ParameterName, 'Use this working directory')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Use this home directory')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'Take absolute paths and links inside this directory')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a directory may take to answer, in seconds [default: 1]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Read lists and paths by the rules of this platform')
            [CompletionResult]::new('--shell', '--shell', [CompletionResultType]::ParameterName, 'The shell that would do it [default: the one whose rules apply]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document')
            [CompletionResult]::new('--plain', '--plain', [CompletionResultType]::ParameterName, 'Print one record a line, fields separated by tabs')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'Like --plain, with raw bytes and records ended by NUL')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('--undo', '--undo', [CompletionResultType]::ParameterName, 'Show what `deactivate` does')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Tell it as a lesson, step by step')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'envpeek;shadows' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]')
            [CompletionResult]::new('--pid', '--pid', [CompletionResultType]::ParameterName, 'Inspect a running process, as it was started')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read the environment from a file of NAME=value records, `-` for standard input')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Use this value of PATH')
            [CompletionResult]::new('--cwd', '--cwd', [CompletionResultType]::ParameterName, 'Use this working directory')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Use this home directory')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'Take absolute paths and links inside this directory')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a directory may take to answer, in seconds [default: 1]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Read lists and paths by the rules of this platform')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document')
            [CompletionResult]::new('--plain', '--plain', [CompletionResultType]::ParameterName, 'Print one record a line, fields separated by tabs')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'Like --plain, with raw bytes and records ended by NUL')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('--compare', '--compare', [CompletionResultType]::ParameterName, 'Compare the bytes of files of the same length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'envpeek;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]')
            [CompletionResult]::new('--pid', '--pid', [CompletionResultType]::ParameterName, 'Inspect a running process, as it was started')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read the environment from a file of NAME=value records, `-` for standard input')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Use this value of PATH')
            [CompletionResult]::new('--cwd', '--cwd', [CompletionResultType]::ParameterName, 'Use this working directory')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Use this home directory')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'Take absolute paths and links inside this directory')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a directory may take to answer, in seconds [default: 1]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Read lists and paths by the rules of this platform')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document')
            [CompletionResult]::new('--plain', '--plain', [CompletionResultType]::ParameterName, 'Print one record a line, fields separated by tabs')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'Like --plain, with raw bytes and records ended by NUL')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'envpeek;man' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]')
            [CompletionResult]::new('--pid', '--pid', [CompletionResultType]::ParameterName, 'Inspect a running process, as it was started')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read the environment from a file of NAME=value records, `-` for standard input')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Use this value of PATH')
            [CompletionResult]::new('--cwd', '--cwd', [CompletionResultType]::ParameterName, 'Use this working directory')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Use this home directory')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'Take absolute paths and links inside this directory')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a directory may take to answer, in seconds [default: 1]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'Read lists and paths by the rules of this platform')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document')
            [CompletionResult]::new('--plain', '--plain', [CompletionResultType]::ParameterName, 'Print one record a line, fields separated by tabs')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'Like --plain, with raw bytes and records ended by NUL')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit status is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
