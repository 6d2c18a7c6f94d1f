
use builtin;
use str;

set edit:completion:arg-completer[envpeek] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'envpeek'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'envpeek'= {
            cand --color 'When to use colour'
            cand --as 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]'
            cand --pid 'Inspect a running process, as it was started'
            cand --env-file 'Read the environment from a file of NAME=value records, `-` for standard input'
            cand --path 'Use this value of PATH'
            cand --cwd 'Use this working directory'
            cand --home 'Use this home directory'
            cand --root 'Take absolute paths and links inside this directory'
            cand --timeout 'How long a directory may take to answer, in seconds [default: 1]'
            cand --platform 'Read lists and paths by the rules of this platform'
            cand --json 'Print one JSON document'
            cand --plain 'Print one record a line, fields separated by tabs'
            cand -0 'Like --plain, with raw bytes and records ended by NUL'
            cand -q 'Print nothing; the exit status is the answer'
            cand --quiet 'Print nothing; the exit status is the answer'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand path 'List PATH entry by entry, with what is wrong with each'
            cand which 'Show which file a name runs, and why each other one lost'
            cand venv-status 'Tell whether a Python environment is active and in effect'
            cand activation 'Show what activating an environment does to PATH and to the commands'
            cand shadows 'List the names that stand in several PATH directories'
            cand completions 'Print the completion script of a shell'
            cand man 'Print a page of the manual'
        }
        &'envpeek;path'= {
            cand --color 'When to use colour'
            cand --as 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]'
            cand --pid 'Inspect a running process, as it was started'
            cand --env-file 'Read the environment from a file of NAME=value records, `-` for standard input'
            cand --path 'Use this value of PATH'
            cand --cwd 'Use this working directory'
            cand --home 'Use this home directory'
            cand --root 'Take absolute paths and links inside this directory'
            cand --timeout 'How long a directory may take to answer, in seconds [default: 1]'
            cand --platform 'Read lists and paths by the rules of this platform'
            cand --var 'Inspect another list-like variable'
            cand --json 'Print one JSON document'
            cand --plain 'Print one record a line, fields separated by tabs'
            cand -0 'Like --plain, with raw bytes and records ended by NUL'
            cand -q 'Print nothing; the exit status is the answer'
            cand --quiet 'Print nothing; the exit status is the answer'
            cand --timing 'Measure what each entry costs a look-up, and how many misses are paid before it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'envpeek;which'= {
            cand --color 'When to use colour'
            cand --as 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]'
            cand --pid 'Inspect a running process, as it was started'
            cand --env-file 'Read the environment from a file of NAME=value records, `-` for standard input'
            cand --path 'Use this value of PATH'
            cand --cwd 'Use this working directory'
            cand --home 'Use this home directory'
            cand --root 'Take absolute paths and links inside this directory'
            cand --timeout 'How long a directory may take to answer, in seconds [default: 1]'
            cand --platform 'Read lists and paths by the rules of this platform'
            cand --json 'Print one JSON document'
            cand --plain 'Print one record a line, fields separated by tabs'
            cand -0 'Like --plain, with raw bytes and records ended by NUL'
            cand -q 'Print nothing; the exit status is the answer'
            cand --quiet 'Print nothing; the exit status is the answer'
            cand -a 'Show every candidate, also the losers that need no attention'
            cand --all 'Show every candidate, also the losers that need no attention'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'envpeek;venv-status'= {
            cand --color 'When to use colour'
            cand --as 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]'
            cand --pid 'Inspect a running process, as it was started'
            cand --env-file 'Read the environment from a file of NAME=value records, `-` for standard input'
            cand --path 'Use this value of PATH'
            cand --cwd 'Use this working directory'
            cand --home 'Use this home directory'
            cand --root 'Take absolute paths and links inside this directory'
            cand --timeout 'How long a directory may take to answer, in seconds [default: 1]'
            cand --platform 'Read lists and paths by the rules of this platform'
            cand --json 'Print one JSON document'
            cand --plain 'Print one record a line, fields separated by tabs'
            cand -0 'Like --plain, with raw bytes and records ended by NUL'
            cand -q 'Print nothing; the exit status is the answer'
            cand --quiet 'Print nothing; the exit status is the answer'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'envpeek;activation'= {
            cand --color 'When to use colour'
            cand --as 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]'
            cand --pid 'Inspect a running process, as it was started'
            cand --env-file 'Read the environment from a file of NAME=value records, `-` for standard input'
            cand --path 'Use this value of PATH'
            cand --cwd 'Use this working directory'
            cand --home 'Use this home directory'
            cand --root 'Take absolute paths and links inside this directory'
            cand --timeout 'How long a directory may take to answer, in seconds [default: 1]'
            cand --platform 'Read lists and paths by the rules of this platform'
            cand --shell 'The shell that would do it [default: the one whose rules apply]'
            cand --json 'Print one JSON document'
            cand --plain 'Print one record a line, fields separated by tabs'
            cand -0 'Like --plain, with raw bytes and records ended by NUL'
            cand -q 'Print nothing; the exit status is the answer'
            cand --quiet 'Print nothing; the exit status is the answer'
            cand --undo 'Show what `deactivate` does'
            cand --steps 'Tell it as a lesson, step by step'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'envpeek;shadows'= {
            cand --color 'When to use colour'
            cand --as 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]'
            cand --pid 'Inspect a running process, as it was started'
            cand --env-file 'Read the environment from a file of NAME=value records, `-` for standard input'
            cand --path 'Use this value of PATH'
            cand --cwd 'Use this working directory'
            cand --home 'Use this home directory'
            cand --root 'Take absolute paths and links inside this directory'
            cand --timeout 'How long a directory may take to answer, in seconds [default: 1]'
            cand --platform 'Read lists and paths by the rules of this platform'
            cand --json 'Print one JSON document'
            cand --plain 'Print one record a line, fields separated by tabs'
            cand -0 'Like --plain, with raw bytes and records ended by NUL'
            cand -q 'Print nothing; the exit status is the answer'
            cand --quiet 'Print nothing; the exit status is the answer'
            cand --compare 'Compare the bytes of files of the same length'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'envpeek;completions'= {
            cand --color 'When to use colour'
            cand --as 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]'
            cand --pid 'Inspect a running process, as it was started'
            cand --env-file 'Read the environment from a file of NAME=value records, `-` for standard input'
            cand --path 'Use this value of PATH'
            cand --cwd 'Use this working directory'
            cand --home 'Use this home directory'
            cand --root 'Take absolute paths and links inside this directory'
            cand --timeout 'How long a directory may take to answer, in seconds [default: 1]'
            cand --platform 'Read lists and paths by the rules of this platform'
            cand --json 'Print one JSON document'
            cand --plain 'Print one record a line, fields separated by tabs'
            cand -0 'Like --plain, with raw bytes and records ended by NUL'
            cand -q 'Print nothing; the exit status is the answer'
            cand --quiet 'Print nothing; the exit status is the answer'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'envpeek;man'= {
            cand --color 'When to use colour'
            cand --as 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]'
            cand --pid 'Inspect a running process, as it was started'
            cand --env-file 'Read the environment from a file of NAME=value records, `-` for standard input'
            cand --path 'Use this value of PATH'
            cand --cwd 'Use this working directory'
            cand --home 'Use this home directory'
            cand --root 'Take absolute paths and links inside this directory'
            cand --timeout 'How long a directory may take to answer, in seconds [default: 1]'
            cand --platform 'Read lists and paths by the rules of this platform'
            cand --json 'Print one JSON document'
            cand --plain 'Print one record a line, fields separated by tabs'
            cand -0 'Like --plain, with raw bytes and records ended by NUL'
            cand -q 'Print nothing; the exit status is the answer'
            cand --quiet 'Print nothing; the exit status is the answer'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
    ]
    var current = $words[-1]
    if (eq $words[-2] --color) {
        put auto always never
        return
    }
    if (eq $words[-2] --as) {
        put bash zsh fish dash ksh mksh tcsh yash busybox elvish xonsh nu execvp posix-spawn musl shutil-which go rust-which cmd powershell
        return
    }
    if (eq $words[-2] --env-file) {
        edit:complete-filename $current
        return
    }
    if (eq $words[-2] --cwd) {
        edit:complete-filename $current
        return
    }
    if (eq $words[-2] --home) {
        edit:complete-filename $current
        return
    }
    if (eq $words[-2] --root) {
        edit:complete-filename $current
        return
    }
    if (eq $words[-2] --platform) {
        put unix windows
        return
    }
    if (eq $words[-2] --shell) {
        put bash zsh fish dash ksh mksh tcsh yash busybox elvish xonsh nu cmd powershell
        return
    }
    while (not (has-key $completions $command)) {
        set command = (str:join ';' [(str:split ';' $command)][..-1])
    }
    if (and (eq $command 'envpeek;which') (not (str:has-prefix $current '-'))) {
        edit:complete-sudo sudo $current
        return
    }
    if (and (eq $command 'envpeek;activation') (not (str:has-prefix $current '-'))) {
        edit:complete-filename $current
        return
    }
    if (and (eq $command 'envpeek;shadows') (not (str:has-prefix $current '-'))) {
        edit:complete-sudo sudo $current
        return
    }
    if (and (eq $command 'envpeek;completions') (not (str:has-prefix $current '-'))) {
        put bash zsh fish powershell elvish nushell
        return
    }
    if (and (eq $command 'envpeek;man') (not (str:has-prefix $current '-'))) {
        put path which venv-status activation shadows completions man
        return
    }
    $completions[$command]
}
