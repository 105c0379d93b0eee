"""One module a command, each with `NAME`, `HELP`, `add_arguments(parser)` and `run(args, out) -> exit code`."""
