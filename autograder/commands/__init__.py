"""The commands of `chainrule`: one file each, named like the command.

A file has HELP, EXAMPLE, `add_arguments(parser)` and `run(options)`, which returns the exit code and imports what it
needs, so that no command waits for what another one uses.
"""
