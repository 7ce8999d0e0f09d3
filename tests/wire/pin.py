"""
Pin what is stored: the shape of each class, and bodies of it, beside those of earlier versions.

``python -m tests.wire.pin`` adds what is not pinned. With ``--again`` the versions of today are pinned again, which is
right only as long as nobody outside has stored anything in them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from tests.adapters.earlier.plain import plain
from tests.core.builders import SCHEMA
from tests.wire.samples import samples
from tests.wire.shapes import shape_of

from leadflow.wire import Wire
from leadflow.wire.forms import DOCUMENTS, EFFECTS, FACTS, POST_FACTS, STEPS

__all__ = ["EARLIER", "earlier_bodies", "pinned_bodies", "pinned_shapes"]

EARLIER: Final = "055b762"
"""
The build that wrote the first bodies, before classes had versions of their own: all of them are version 1.
"""

_FOLDER: Final = Path(__file__).parent / "stored"
_SHAPES: Final = _FOLDER / "shapes.json"
_BODIES: Final = _FOLDER / "bodies"


def pinned_shapes() -> dict[str, Any]:
    """
    Return the shapes that were pinned, by name and version: ``lead 2``.
    """
    return _read(_SHAPES)


def pinned_bodies(name: str) -> dict[str, list[dict[str, Any]]]:
    """
    Return the pinned bodies of a form, by version: each with what it ``reads`` as, see `plain`.
    """
    return _read(_BODIES / f"{name}.json")


def earlier_bodies() -> dict[str, list[dict[str, Any]]]:
    """
    Return bodies that the build `EARLIER` wrote, by the name of the form, as `pinned_bodies` has them. They never
    change.
    """
    return _read(_FOLDER / f"{EARLIER}.json")


def pin(*, again: bool) -> None:
    """
    Pin shapes and bodies of the versions of today; one that is pinned stays as it is, unless it is pinned *again*.
    """
    shapes, values, wire = pinned_shapes(), samples(), Wire(SCHEMA)
    for form in [one for table in (DOCUMENTS, FACTS, POST_FACTS, STEPS, EFFECTS) for one in table.values()]:
        name, bodies, version = f"{form.name} {form.version}", pinned_bodies(form.name), str(form.version)
        if again or name not in shapes:
            shapes[name] = shape_of(form.cls)
        if again or version not in bodies:
            bodies[version] = [{"body": json.loads(wire.dumps(one)), "reads": plain(one)} for one in values[form.name]]
        _write(_BODIES / f"{form.name}.json", bodies)
    _write(_SHAPES, dict(sorted(shapes.items())))


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    pin(again="--again" in sys.argv)
