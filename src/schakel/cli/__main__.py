"""`python -m schakel.cli`: the same as ./schakel, in an environment that is already there."""

import sys

from schakel.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
