"""The data the product ships with. Only the place of the files is code; reading them is the engine's work."""

from pathlib import Path

REFERENCE = Path(__file__).resolve().parent
