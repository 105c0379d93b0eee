"""Where ./schakel arrives: demo and test are set-up; every other word is a command of the CLI, run in the product's own environment."""

import subprocess
import sys

from schakel.launch import demo, environment, testing
from schakel.launch.say import Stop


def main(arguments: list[str]) -> int:
    word = arguments[0] if arguments else "--help"
    try:
        if word == "demo":
            return demo.run(arguments[1:])
        if word == "test":
            return testing.run(arguments[1:])
        python = environment.make("bench" if word == "bench" else "run")  # peers are only there to race against
    except Stop as stop:
        sys.stderr.write(f"\n{stop}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Start again and it goes on where it was.\n")
        return 130
    command = [str(python), "-m", "schakel.cli", *(arguments or ["--help"])]
    try:
        return subprocess.run(command, env=environment.child_variables(), check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
