"""The commands: `./schakel <command>`. Each module in `commands/` is one command."""
