"""
Installs a browser, and what pages and their tests are made of, at pinned versions.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

from tests.peers.packages import NODE, cache, install_node

__all__ = ["VERSIONS", "blocks", "in_browser", "installed"]

_SHARED: Final = ("react", "react-dom", "react-querybuilder", "jquery", "jQuery-QueryBuilder")
VERSIONS: Final[Mapping[str, str]] = {
    **{name: NODE[name] for name in _SHARED},
    "playwright-core": "1.65.1",
    "esbuild": "0.28.2",
}
"""
Packages of Node: the editors as `tests.peers` pins them, what drives the browser, and what bundles a page.
"""

_HERE: Final = Path(__file__).parent
_DOCS: Final = _HERE.parent.parent / "docs"
_ARGUMENTS: Final = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_PAGE: Final = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">'
    '<link rel="stylesheet" href="{name}.css"><div id="page"></div><script src="{name}.js"></script></html>'
)


def installed() -> str:
    """
    Install what is not there yet and bundle the pages; return why that is not possible, or an empty text.
    """
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "Node and npm are not installed"
    try:
        _install_chromium()
        install_node(_folder(), VERSIONS)
        _bundle()
    except (subprocess.CalledProcessError, OSError) as error:
        return f"the packages could not be installed: {error}"
    return "" if shutil.which("chromium") else "chromium is not installed, and only root can install it by apt-get"


def _folder() -> Path:
    return cache("leadflow-browser")


def _install_chromium() -> None:
    if shutil.which("chromium") or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core"]):
        subprocess.run(["apt-get", "--quiet", "--quiet", *command], check=True, capture_output=True, env=quiet)


def blocks(page: str, language: str) -> list[str]:
    """
    Return the blocks of code in *language* of a page of the docs.
    """
    text = (_DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def _bundle() -> None:
    """
    Make the page of the tests; its component is the one of the docs, word for word.
    """
    folder = _folder()
    (component,) = blocks("how-to/edit-rules-in-a-page.md", "jsx")
    (folder / "rule-editor.jsx").write_text(component, encoding="utf-8")
    shutil.copy(_HERE / "react.jsx", folder)
    (folder / "react.html").write_text(_PAGE.format(name="react"), encoding="utf-8")
    command = ["node_modules/.bin/esbuild", "react.jsx", "--bundle", "--jsx=automatic", "--log-level=warning"]
    # The build for developers says what it does not like.
    produced = ["--outfile=react.js", '--define:process.env.NODE_ENV="development"']
    subprocess.run([*command, *produced], cwd=folder, check=True)


def in_browser(script: str, **given: object) -> Any:
    """
    Run one of the scripts here, which reads JSON, does something in the browser, and prints JSON.
    """
    browser = {"chromium": shutil.which("chromium"), "arguments": _ARGUMENTS, "pages": _folder().as_uri()}
    done = subprocess.run(
        ["node", str(_HERE / script), f"{_folder()}/"],
        input=json.dumps({**browser, **given}),
        capture_output=True,
        text=True,
        check=True,
    )
    return cast("object", json.loads(done.stdout))
