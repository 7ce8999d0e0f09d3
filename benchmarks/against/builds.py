"""
The builds that are compared: this one, and an older one in a worktree and an environment of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from attrs import frozen
from benchmarks.against.measuring import Figures

ROOT = Path(__file__).parents[2]


@frozen(kw_only=True)
class Build:
    """
    A build that can be asked to do something in a process of its own.

    Attributes:
        name: What it is called in the table.
        python: The Python that has it.
        folder: Its sources; its own benchmarks make the data.
        doings: The module that says how it does things.
        path: Where Python looks for its sources and for the doings.
    """

    name: str
    python: Path
    folder: Path
    doings: str
    path: tuple[Path, ...]

    def do(self, doing: str, **given: object) -> Figures:
        """
        Do something once, and return its figures.

        Raises:
            SystemExit: It failed; with what it said.
        """
        done = subprocess.run(
            [self.python, "-m", self.doings, doing, json.dumps(given)],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, self.path))},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{self.name} cannot do {doing}:\n{done.stderr}")
        figures: Figures = json.loads(done.stdout.splitlines()[-1])
        return figures


def this_build() -> Build:
    """
    Return the build that this file belongs to.
    """
    return Build(
        name="new",
        python=Path(sys.executable),
        folder=ROOT,
        doings="benchmarks.against.new",
        path=(ROOT / "src", ROOT),
    )


def older_build(rev: str) -> Build:
    """
    Return the build at a commit, checked out and installed below the folder for temporary files.

    It gets the versions of all packages that this build runs with. It stays there for the next comparison.
    """
    sha = _said("git", "rev-parse", f"{rev}^{{commit}}")
    folder = Path(tempfile.gettempdir()) / f"leadflow-against-{sha[:12]}"
    tree, environment = folder / "tree", folder / "env"
    python = environment / "bin" / "python"
    if not (folder / "installed").exists():
        print(f"installing {sha[:12]} into {folder}", flush=True)
        if not tree.exists():
            _said("git", "worktree", "add", "--force", "--detach", str(tree), sha)
        venv.create(environment, with_pip=True, clear=True)
        same = folder / "same.txt"
        same.write_text(_said(sys.executable, "-m", "pip", "freeze", "--exclude-editable"))
        _said(str(python), "-m", "pip", "install", "--quiet", "--constraint", str(same), f"{tree}[all]")
        (folder / "installed").touch()
    # A build that says itself how it does things is asked so.
    own = (tree / "benchmarks" / "against" / "new.py").exists()
    return Build(
        name=sha[:7],
        python=python,
        folder=tree,
        doings="benchmarks.against.new" if own else "benchmarks.against.old",
        path=(tree, ROOT),
    )


def _said(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:4])} …:\n{done.stderr}")
    return done.stdout.strip()
