"""
Installs the rule engines and editors of others, at pinned versions, into a cache folder.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

__all__ = ["NODE", "PYTHON", "cache", "install_node", "installed", "node", "python"]

NODE: Final = {
    "json-logic-js": "2.0.5",
    "json-logic-engine": "5.0.7",
    "jQuery-QueryBuilder": "3.0.0",
    "jquery": "3.7.1",
    "jsdom": "26.1.0",
    "react-querybuilder": "8.24.1",
    "react": "19.3.1",
    "react-dom": "19.3.1",
}
PYTHON: Final = {"datalogic-py": "5.9.0", "panzi-json-logic": "1.0.1", "json-logic-qubit": "0.9.1"}
_HERE: Final = Path(__file__).parent


def cache(name: str) -> Path:
    """
    Return the folder that keeps the packages of a suite.
    """
    folder = os.environ.get("LEADFLOW_PEERS_CACHE") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(folder) / name


def _folder() -> Path:
    return cache("leadflow-peers")


def installed() -> str:
    """
    Install what is not there yet; return why that is not possible, or an empty text.
    """
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "Node and npm are not installed"
    try:
        install_node(_folder() / "node", NODE)
        for name, version in PYTHON.items():
            _install_python(name, version)
    except (subprocess.CalledProcessError, OSError) as error:
        return f"the packages could not be installed: {error}"
    return ""


def install_node(folder: Path, versions: Mapping[str, str]) -> None:
    """
    Install packages of Node into *folder*, unless these versions are there.
    """
    wanted = json.dumps(versions)
    if (folder / "installed").is_file() and (folder / "installed").read_text() == wanted:
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"private": true}')
    packages = [f"{name}@{version}" for name, version in versions.items()]
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", *packages], cwd=folder, check=True)
    (folder / "installed").write_text(wanted)


def _install_python(name: str, version: str) -> None:
    # Two of them have one module name, so each has a folder of its own.
    folder = _folder() / f"{name}-{version}"
    if (folder / "installed").is_file():
        return
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--target",
        str(folder),
    ]
    subprocess.run([*command, f"{name}=={version}"], check=True)
    (folder / "installed").write_text("")


def node(script: str, *, given: object) -> object:
    """
    Run one of the scripts here under Node; it reads JSON and prints JSON.
    """
    return _asked(["node", str(_HERE / script), str(_folder() / "node") + "/"], given, {})


def python(script: str, peer: str, *, given: object) -> object:
    """
    Run one of the scripts here in a Python process that sees *peer*.
    """
    path = str(_folder() / f"{peer}-{PYTHON[peer]}")
    return _asked([sys.executable, str(_HERE / script), peer], given, {"PYTHONPATH": path})


def _asked(command: list[str], given: object, env: dict[str, str]) -> object:
    done = subprocess.run(
        command, input=json.dumps(given), capture_output=True, text=True, check=True, env={**os.environ, **env}
    )
    return json.loads(done.stdout)
