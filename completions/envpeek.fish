# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_envpeek_global_optspecs
    string join \n json plain 0 q/quiet color= as= pid= env-file= path= cwd= home= root= timeout= platform= h/help V/version
end

function __fish_envpeek_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_envpeek_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_envpeek_using_subcommand
    set -l cmd (__fish_envpeek_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c envpeek -n "__fish_envpeek_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c envpeek -n "__fish_envpeek_needs_command" -l as -d 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]' -r -f -a "bash\t''
zsh\t''
fish\t''
dash\t''
ksh\t''
mksh\t''
tcsh\t''
yash\t''
busybox\t''
elvish\t''
xonsh\t''
nu\t''
execvp\t''
posix-spawn\t''
musl\t''
shutil-which\t''
go\t''
rust-which\t''
cmd\t''
powershell\t''"
complete -c envpeek -n "__fish_envpeek_needs_command" -l pid -d 'Inspect a running process, as it was started' -r
complete -c envpeek -n "__fish_envpeek_needs_command" -l env-file -d 'Read the environment from a file of NAME=value records, `-` for standard input' -r -F
complete -c envpeek -n "__fish_envpeek_needs_command" -l path -d 'Use this value of PATH' -r
complete -c envpeek -n "__fish_envpeek_needs_command" -l cwd -d 'Use this working directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_needs_command" -l home -d 'Use this home directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_needs_command" -l root -d 'Take absolute paths and links inside this directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_needs_command" -l timeout -d 'How long a directory may take to answer, in seconds [default: 1]' -r
complete -c envpeek -n "__fish_envpeek_needs_command" -l platform -d 'Read lists and paths by the rules of this platform' -r -f -a "unix\t'`:` between entries, permission decides'
windows\t'`;` between entries, suffixes decide'"
complete -c envpeek -n "__fish_envpeek_needs_command" -l json -d 'Print one JSON document'
complete -c envpeek -n "__fish_envpeek_needs_command" -l plain -d 'Print one record a line, fields separated by tabs'
complete -c envpeek -n "__fish_envpeek_needs_command" -s 0 -d 'Like --plain, with raw bytes and records ended by NUL'
complete -c envpeek -n "__fish_envpeek_needs_command" -s q -l quiet -d 'Print nothing; the exit status is the answer'
complete -c envpeek -n "__fish_envpeek_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c envpeek -n "__fish_envpeek_needs_command" -s V -l version -d 'Print version'
complete -c envpeek -n "__fish_envpeek_needs_command" -f -a "path" -d 'List PATH entry by entry, with what is wrong with each'
complete -c envpeek -n "__fish_envpeek_needs_command" -f -a "which" -d 'Show which file a name runs, and why each other one lost'
complete -c envpeek -n "__fish_envpeek_needs_command" -f -a "venv-status" -d 'Tell whether a Python environment is active and in effect'
complete -c envpeek -n "__fish_envpeek_needs_command" -f -a "activation" -d 'Show what activating an environment does to PATH and to the commands'
complete -c envpeek -n "__fish_envpeek_needs_command" -f -a "shadows" -d 'List the names that stand in several PATH directories'
complete -c envpeek -n "__fish_envpeek_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c envpeek -n "__fish_envpeek_needs_command" -f -a "man" -d 'Print a page of the manual'
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l as -d 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]' -r -f -a "bash\t''
zsh\t''
fish\t''
dash\t''
ksh\t''
mksh\t''
tcsh\t''
yash\t''
busybox\t''
elvish\t''
xonsh\t''
nu\t''
execvp\t''
posix-spawn\t''
musl\t''
shutil-which\t''
go\t''
rust-which\t''
cmd\t''
powershell\t''"
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l pid -d 'Inspect a running process, as it was started' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l env-file -d 'Read the environment from a file of NAME=value records, `-` for standard input' -r -F
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l path -d 'Use this value of PATH' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l cwd -d 'Use this working directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l home -d 'Use this home directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l root -d 'Take absolute paths and links inside this directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l timeout -d 'How long a directory may take to answer, in seconds [default: 1]' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l platform -d 'Read lists and paths by the rules of this platform' -r -f -a "unix\t'`:` between entries, permission decides'
windows\t'`;` between entries, suffixes decide'"
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l var -d 'Inspect another list-like variable' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l json -d 'Print one JSON document'
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l plain -d 'Print one record a line, fields separated by tabs'
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -s 0 -d 'Like --plain, with raw bytes and records ended by NUL'
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -s q -l quiet -d 'Print nothing; the exit status is the answer'
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -l timing -d 'Measure what each entry costs a look-up, and how many misses are paid before it'
complete -c envpeek -n "__fish_envpeek_using_subcommand path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -l as -d 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]' -r -f -a "bash\t''
zsh\t''
fish\t''
dash\t''
ksh\t''
mksh\t''
tcsh\t''
yash\t''
busybox\t''
elvish\t''
xonsh\t''
nu\t''
execvp\t''
posix-spawn\t''
musl\t''
shutil-which\t''
go\t''
rust-which\t''
cmd\t''
powershell\t''"
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -l pid -d 'Inspect a running process, as it was started' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -l env-file -d 'Read the environment from a file of NAME=value records, `-` for standard input' -r -F
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -l path -d 'Use this value of PATH' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -l cwd -d 'Use this working directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -l home -d 'Use this home directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -l root -d 'Take absolute paths and links inside this directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -l timeout -d 'How long a directory may take to answer, in seconds [default: 1]' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -l platform -d 'Read lists and paths by the rules of this platform' -r -f -a "unix\t'`:` between entries, permission decides'
windows\t'`;` between entries, suffixes decide'"
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -l json -d 'Print one JSON document'
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -l plain -d 'Print one record a line, fields separated by tabs'
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -s 0 -d 'Like --plain, with raw bytes and records ended by NUL'
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -s q -l quiet -d 'Print nothing; the exit status is the answer'
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -s a -l all -d 'Show every candidate, also the losers that need no attention'
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -l as -d 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]' -r -f -a "bash\t''
zsh\t''
fish\t''
dash\t''
ksh\t''
mksh\t''
tcsh\t''
yash\t''
busybox\t''
elvish\t''
xonsh\t''
nu\t''
execvp\t''
posix-spawn\t''
musl\t''
shutil-which\t''
go\t''
rust-which\t''
cmd\t''
powershell\t''"
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -l pid -d 'Inspect a running process, as it was started' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -l env-file -d 'Read the environment from a file of NAME=value records, `-` for standard input' -r -F
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -l path -d 'Use this value of PATH' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -l cwd -d 'Use this working directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -l home -d 'Use this home directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -l root -d 'Take absolute paths and links inside this directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -l timeout -d 'How long a directory may take to answer, in seconds [default: 1]' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -l platform -d 'Read lists and paths by the rules of this platform' -r -f -a "unix\t'`:` between entries, permission decides'
windows\t'`;` between entries, suffixes decide'"
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -l json -d 'Print one JSON document'
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -l plain -d 'Print one record a line, fields separated by tabs'
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -s 0 -d 'Like --plain, with raw bytes and records ended by NUL'
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -s q -l quiet -d 'Print nothing; the exit status is the answer'
complete -c envpeek -n "__fish_envpeek_using_subcommand venv-status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l as -d 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]' -r -f -a "bash\t''
zsh\t''
fish\t''
dash\t''
ksh\t''
mksh\t''
tcsh\t''
yash\t''
busybox\t''
elvish\t''
xonsh\t''
nu\t''
execvp\t''
posix-spawn\t''
musl\t''
shutil-which\t''
go\t''
rust-which\t''
cmd\t''
powershell\t''"
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l pid -d 'Inspect a running process, as it was started' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l env-file -d 'Read the environment from a file of NAME=value records, `-` for standard input' -r -F
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l path -d 'Use this value of PATH' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l cwd -d 'Use this working directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l home -d 'Use this home directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l root -d 'Take absolute paths and links inside this directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l timeout -d 'How long a directory may take to answer, in seconds [default: 1]' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l platform -d 'Read lists and paths by the rules of this platform' -r -f -a "unix\t'`:` between entries, permission decides'
windows\t'`;` between entries, suffixes decide'"
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l shell -d 'The shell that would do it [default: the one whose rules apply]' -r -f -a "bash\t''
zsh\t''
fish\t''
dash\t''
ksh\t''
mksh\t''
tcsh\t''
yash\t''
busybox\t''
elvish\t''
xonsh\t''
nu\t''
cmd\t''
powershell\t''"
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l json -d 'Print one JSON document'
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l plain -d 'Print one record a line, fields separated by tabs'
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -s 0 -d 'Like --plain, with raw bytes and records ended by NUL'
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -s q -l quiet -d 'Print nothing; the exit status is the answer'
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l undo -d 'Show what `deactivate` does'
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -l steps -d 'Tell it as a lesson, step by step'
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -l as -d 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]' -r -f -a "bash\t''
zsh\t''
fish\t''
dash\t''
ksh\t''
mksh\t''
tcsh\t''
yash\t''
busybox\t''
elvish\t''
xonsh\t''
nu\t''
execvp\t''
posix-spawn\t''
musl\t''
shutil-which\t''
go\t''
rust-which\t''
cmd\t''
powershell\t''"
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -l pid -d 'Inspect a running process, as it was started' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -l env-file -d 'Read the environment from a file of NAME=value records, `-` for standard input' -r -F
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -l path -d 'Use this value of PATH' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -l cwd -d 'Use this working directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -l home -d 'Use this home directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -l root -d 'Take absolute paths and links inside this directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -l timeout -d 'How long a directory may take to answer, in seconds [default: 1]' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -l platform -d 'Read lists and paths by the rules of this platform' -r -f -a "unix\t'`:` between entries, permission decides'
windows\t'`;` between entries, suffixes decide'"
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -l json -d 'Print one JSON document'
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -l plain -d 'Print one record a line, fields separated by tabs'
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -s 0 -d 'Like --plain, with raw bytes and records ended by NUL'
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -s q -l quiet -d 'Print nothing; the exit status is the answer'
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -l compare -d 'Compare the bytes of files of the same length'
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -l as -d 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]' -r -f -a "bash\t''
zsh\t''
fish\t''
dash\t''
ksh\t''
mksh\t''
tcsh\t''
yash\t''
busybox\t''
elvish\t''
xonsh\t''
nu\t''
execvp\t''
posix-spawn\t''
musl\t''
shutil-which\t''
go\t''
rust-which\t''
cmd\t''
powershell\t''"
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -l pid -d 'Inspect a running process, as it was started' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -l env-file -d 'Read the environment from a file of NAME=value records, `-` for standard input' -r -F
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -l path -d 'Use this value of PATH' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -l cwd -d 'Use this working directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -l home -d 'Use this home directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -l root -d 'Take absolute paths and links inside this directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -l timeout -d 'How long a directory may take to answer, in seconds [default: 1]' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -l platform -d 'Read lists and paths by the rules of this platform' -r -f -a "unix\t'`:` between entries, permission decides'
windows\t'`;` between entries, suffixes decide'"
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -l json -d 'Print one JSON document'
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -l plain -d 'Print one record a line, fields separated by tabs'
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -s 0 -d 'Like --plain, with raw bytes and records ended by NUL'
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -s q -l quiet -d 'Print nothing; the exit status is the answer'
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -l as -d 'Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]' -r -f -a "bash\t''
zsh\t''
fish\t''
dash\t''
ksh\t''
mksh\t''
tcsh\t''
yash\t''
busybox\t''
elvish\t''
xonsh\t''
nu\t''
execvp\t''
posix-spawn\t''
musl\t''
shutil-which\t''
go\t''
rust-which\t''
cmd\t''
powershell\t''"
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -l pid -d 'Inspect a running process, as it was started' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -l env-file -d 'Read the environment from a file of NAME=value records, `-` for standard input' -r -F
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -l path -d 'Use this value of PATH' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -l cwd -d 'Use this working directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -l home -d 'Use this home directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -l root -d 'Take absolute paths and links inside this directory' -r -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -l timeout -d 'How long a directory may take to answer, in seconds [default: 1]' -r
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -l platform -d 'Read lists and paths by the rules of this platform' -r -f -a "unix\t'`:` between entries, permission decides'
windows\t'`;` between entries, suffixes decide'"
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -l json -d 'Print one JSON document'
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -l plain -d 'Print one record a line, fields separated by tabs'
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -s 0 -d 'Like --plain, with raw bytes and records ended by NUL'
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -s q -l quiet -d 'Print nothing; the exit status is the answer'
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c envpeek -n "__fish_envpeek_using_subcommand which" -f -a "(__fish_complete_command)"
complete -c envpeek -n "__fish_envpeek_using_subcommand activation" -f -a "(__fish_complete_directories)"
complete -c envpeek -n "__fish_envpeek_using_subcommand shadows" -f -a "(__fish_complete_command)"
complete -c envpeek -n "__fish_envpeek_using_subcommand completions" -f -a "bash zsh fish powershell elvish nushell"
complete -c envpeek -n "__fish_envpeek_using_subcommand man" -f -a "path which venv-status activation shadows completions man"
