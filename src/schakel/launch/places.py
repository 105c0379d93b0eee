"""Where things are: the clone, its source, and the folder that holds all state."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src"
REQUIREMENTS = ROOT / "requirements"


def home() -> Path:
    """The folder for all state: `SCHAKEL_HOME`, or `var/` in the clone."""
    return Path(os.environ.get("SCHAKEL_HOME") or ROOT / "var").resolve()


def digest(*paths: Path) -> str:
    """A short fingerprint of files and folders: names and contents, in sorted order."""
    total = hashlib.sha256()
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if "__pycache__" in file.parts or file.suffix == ".mo":
                continue
            total.update(str(file.relative_to(ROOT)).encode())
            total.update(file.read_bytes())
    return total.hexdigest()[:16]
