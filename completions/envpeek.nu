module completions {

  def "nu-complete envpeek commands" [] {
    $env.PATH | each {|directory| try { ls --short-names $directory | get name } catch { [] } } | flatten | uniq
  }

  def "nu-complete envpeek color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete envpeek caller" [] {
    [ "bash" "zsh" "fish" "dash" "ksh" "mksh" "tcsh" "yash" "busybox" "elvish" "xonsh" "nu" "execvp" "posix-spawn" "musl" "shutil-which" "go" "rust-which" "cmd" "powershell" ]
  }

  def "nu-complete envpeek platform" [] {
    [ "unix" "windows" ]
  }

  # Why does this name run that file, and who put it there?
  export extern envpeek [
    --json                    # Print one JSON document
    --plain                   # Print one record a line, fields separated by tabs
    -0                        # Like --plain, with raw bytes and records ended by NUL
    --quiet(-q)               # Print nothing; the exit status is the answer
    --color: string@"nu-complete envpeek color" # When to use colour
    --as: string@"nu-complete envpeek caller" # Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]
    --pid: string             # Inspect a running process, as it was started
    --env-file: path          # Read the environment from a file of NAME=value records, `-` for standard input
    --path: string            # Use this value of PATH
    --cwd: directory          # Use this working directory
    --home: directory         # Use this home directory
    --root: directory         # Take absolute paths and links inside this directory
    --timeout: string         # How long a directory may take to answer, in seconds [default: 1]
    --platform: string@"nu-complete envpeek platform" # Read lists and paths by the rules of this platform
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete envpeek path color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete envpeek path caller" [] {
    [ "bash" "zsh" "fish" "dash" "ksh" "mksh" "tcsh" "yash" "busybox" "elvish" "xonsh" "nu" "execvp" "posix-spawn" "musl" "shutil-which" "go" "rust-which" "cmd" "powershell" ]
  }

  def "nu-complete envpeek path platform" [] {
    [ "unix" "windows" ]
  }

  # List PATH entry by entry, with what is wrong with each
  export extern "envpeek path" [
    --json                    # Print one JSON document
    --plain                   # Print one record a line, fields separated by tabs
    -0                        # Like --plain, with raw bytes and records ended by NUL
    --quiet(-q)               # Print nothing; the exit status is the answer
    --color: string@"nu-complete envpeek path color" # When to use colour
    --as: string@"nu-complete envpeek path caller" # Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]
    --pid: string             # Inspect a running process, as it was started
    --env-file: path          # Read the environment from a file of NAME=value records, `-` for standard input
    --path: string            # Use this value of PATH
    --cwd: directory          # Use this working directory
    --home: directory         # Use this home directory
    --root: directory         # Take absolute paths and links inside this directory
    --timeout: string         # How long a directory may take to answer, in seconds [default: 1]
    --platform: string@"nu-complete envpeek path platform" # Read lists and paths by the rules of this platform
    --var: string             # Inspect another list-like variable
    --timing                  # Measure what each entry costs a look-up, and how many misses are paid before it
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete envpeek which color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete envpeek which caller" [] {
    [ "bash" "zsh" "fish" "dash" "ksh" "mksh" "tcsh" "yash" "busybox" "elvish" "xonsh" "nu" "execvp" "posix-spawn" "musl" "shutil-which" "go" "rust-which" "cmd" "powershell" ]
  }

  def "nu-complete envpeek which platform" [] {
    [ "unix" "windows" ]
  }

  # Show which file a name runs, and why each other one lost
  export extern "envpeek which" [
    --json                    # Print one JSON document
    --plain                   # Print one record a line, fields separated by tabs
    -0                        # Like --plain, with raw bytes and records ended by NUL
    --quiet(-q)               # Print nothing; the exit status is the answer
    --color: string@"nu-complete envpeek which color" # When to use colour
    --as: string@"nu-complete envpeek which caller" # Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]
    --pid: string             # Inspect a running process, as it was started
    --env-file: path          # Read the environment from a file of NAME=value records, `-` for standard input
    --path: string            # Use this value of PATH
    --cwd: directory          # Use this working directory
    --home: directory         # Use this home directory
    --root: directory         # Take absolute paths and links inside this directory
    --timeout: string         # How long a directory may take to answer, in seconds [default: 1]
    --platform: string@"nu-complete envpeek which platform" # Read lists and paths by the rules of this platform
    --all(-a)                 # Show every candidate, also the losers that need no attention
    --help(-h)                # Print help (see more with '--help')
    ...names: string@"nu-complete envpeek commands"          # The command names
  ]

  def "nu-complete envpeek venv-status color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete envpeek venv-status caller" [] {
    [ "bash" "zsh" "fish" "dash" "ksh" "mksh" "tcsh" "yash" "busybox" "elvish" "xonsh" "nu" "execvp" "posix-spawn" "musl" "shutil-which" "go" "rust-which" "cmd" "powershell" ]
  }

  def "nu-complete envpeek venv-status platform" [] {
    [ "unix" "windows" ]
  }

  # Tell whether a Python environment is active and in effect
  export extern "envpeek venv-status" [
    --json                    # Print one JSON document
    --plain                   # Print one record a line, fields separated by tabs
    -0                        # Like --plain, with raw bytes and records ended by NUL
    --quiet(-q)               # Print nothing; the exit status is the answer
    --color: string@"nu-complete envpeek venv-status color" # When to use colour
    --as: string@"nu-complete envpeek venv-status caller" # Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]
    --pid: string             # Inspect a running process, as it was started
    --env-file: path          # Read the environment from a file of NAME=value records, `-` for standard input
    --path: string            # Use this value of PATH
    --cwd: directory          # Use this working directory
    --home: directory         # Use this home directory
    --root: directory         # Take absolute paths and links inside this directory
    --timeout: string         # How long a directory may take to answer, in seconds [default: 1]
    --platform: string@"nu-complete envpeek venv-status platform" # Read lists and paths by the rules of this platform
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete envpeek activation color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete envpeek activation caller" [] {
    [ "bash" "zsh" "fish" "dash" "ksh" "mksh" "tcsh" "yash" "busybox" "elvish" "xonsh" "nu" "execvp" "posix-spawn" "musl" "shutil-which" "go" "rust-which" "cmd" "powershell" ]
  }

  def "nu-complete envpeek activation platform" [] {
    [ "unix" "windows" ]
  }

  def "nu-complete envpeek activation shell" [] {
    [ "bash" "zsh" "fish" "dash" "ksh" "mksh" "tcsh" "yash" "busybox" "elvish" "xonsh" "nu" "cmd" "powershell" ]
  }

  # Show what activating an environment does to PATH and to the commands
  export extern "envpeek activation" [
    --json                    # Print one JSON document
    --plain                   # Print one record a line, fields separated by tabs
    -0                        # Like --plain, with raw bytes and records ended by NUL
    --quiet(-q)               # Print nothing; the exit status is the answer
    --color: string@"nu-complete envpeek activation color" # When to use colour
    --as: string@"nu-complete envpeek activation caller" # Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]
    --pid: string             # Inspect a running process, as it was started
    --env-file: path          # Read the environment from a file of NAME=value records, `-` for standard input
    --path: string            # Use this value of PATH
    --cwd: directory          # Use this working directory
    --home: directory         # Use this home directory
    --root: directory         # Take absolute paths and links inside this directory
    --timeout: string         # How long a directory may take to answer, in seconds [default: 1]
    --platform: string@"nu-complete envpeek activation platform" # Read lists and paths by the rules of this platform
    --undo                    # Show what `deactivate` does
    --steps                   # Tell it as a lesson, step by step
    --shell: string@"nu-complete envpeek activation shell" # The shell that would do it [default: the one whose rules apply]
    --help(-h)                # Print help (see more with '--help')
    directory?: directory     # The environment's directory, or a project that has one [default: the nearest .venv, else the active one]
  ]

  def "nu-complete envpeek shadows color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete envpeek shadows caller" [] {
    [ "bash" "zsh" "fish" "dash" "ksh" "mksh" "tcsh" "yash" "busybox" "elvish" "xonsh" "nu" "execvp" "posix-spawn" "musl" "shutil-which" "go" "rust-which" "cmd" "powershell" ]
  }

  def "nu-complete envpeek shadows platform" [] {
    [ "unix" "windows" ]
  }

  # List the names that stand in several PATH directories
  export extern "envpeek shadows" [
    --json                    # Print one JSON document
    --plain                   # Print one record a line, fields separated by tabs
    -0                        # Like --plain, with raw bytes and records ended by NUL
    --quiet(-q)               # Print nothing; the exit status is the answer
    --color: string@"nu-complete envpeek shadows color" # When to use colour
    --as: string@"nu-complete envpeek shadows caller" # Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]
    --pid: string             # Inspect a running process, as it was started
    --env-file: path          # Read the environment from a file of NAME=value records, `-` for standard input
    --path: string            # Use this value of PATH
    --cwd: directory          # Use this working directory
    --home: directory         # Use this home directory
    --root: directory         # Take absolute paths and links inside this directory
    --timeout: string         # How long a directory may take to answer, in seconds [default: 1]
    --platform: string@"nu-complete envpeek shadows platform" # Read lists and paths by the rules of this platform
    --compare                 # Compare the bytes of files of the same length
    --help(-h)                # Print help (see more with '--help')
    ...names: string@"nu-complete envpeek commands"          # Only these command names
  ]

  def "nu-complete envpeek completions color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete envpeek completions caller" [] {
    [ "bash" "zsh" "fish" "dash" "ksh" "mksh" "tcsh" "yash" "busybox" "elvish" "xonsh" "nu" "execvp" "posix-spawn" "musl" "shutil-which" "go" "rust-which" "cmd" "powershell" ]
  }

  def "nu-complete envpeek completions platform" [] {
    [ "unix" "windows" ]
  }

  def "nu-complete envpeek completions shell" [] {
    [ "bash" "zsh" "fish" "powershell" "elvish" "nushell" ]
  }

  # Print the completion script of a shell
  export extern "envpeek completions" [
    --json                    # Print one JSON document
    --plain                   # Print one record a line, fields separated by tabs
    -0                        # Like --plain, with raw bytes and records ended by NUL
    --quiet(-q)               # Print nothing; the exit status is the answer
    --color: string@"nu-complete envpeek completions color" # When to use colour
    --as: string@"nu-complete envpeek completions caller" # Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]
    --pid: string             # Inspect a running process, as it was started
    --env-file: path          # Read the environment from a file of NAME=value records, `-` for standard input
    --path: string            # Use this value of PATH
    --cwd: directory          # Use this working directory
    --home: directory         # Use this home directory
    --root: directory         # Take absolute paths and links inside this directory
    --timeout: string         # How long a directory may take to answer, in seconds [default: 1]
    --platform: string@"nu-complete envpeek completions platform" # Read lists and paths by the rules of this platform
    --help(-h)                # Print help (see more with '--help')
    shell: string@"nu-complete envpeek completions shell" # The shell that shall complete
  ]

  def "nu-complete envpeek man color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete envpeek man caller" [] {
    [ "bash" "zsh" "fish" "dash" "ksh" "mksh" "tcsh" "yash" "busybox" "elvish" "xonsh" "nu" "execvp" "posix-spawn" "musl" "shutil-which" "go" "rust-which" "cmd" "powershell" ]
  }

  def "nu-complete envpeek man platform" [] {
    [ "unix" "windows" ]
  }

  def "nu-complete envpeek man command" [] {
    [ "path" "which" "venv-status" "activation" "shadows" "completions" "man" ]
  }

  # Print a page of the manual
  export extern "envpeek man" [
    --json                    # Print one JSON document
    --plain                   # Print one record a line, fields separated by tabs
    -0                        # Like --plain, with raw bytes and records ended by NUL
    --quiet(-q)               # Print nothing; the exit status is the answer
    --color: string@"nu-complete envpeek man color" # When to use colour
    --as: string@"nu-complete envpeek man caller" # Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]
    --pid: string             # Inspect a running process, as it was started
    --env-file: path          # Read the environment from a file of NAME=value records, `-` for standard input
    --path: string            # Use this value of PATH
    --cwd: directory          # Use this working directory
    --home: directory         # Use this home directory
    --root: directory         # Take absolute paths and links inside this directory
    --timeout: string         # How long a directory may take to answer, in seconds [default: 1]
    --platform: string@"nu-complete envpeek man platform" # Read lists and paths by the rules of this platform
    --help(-h)                # Print help (see more with '--help')
    command?: string@"nu-complete envpeek man command" # The command whose page it is [default: envpeek itself]
  ]

}

export use completions *
