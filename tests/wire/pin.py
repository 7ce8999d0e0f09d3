"""
Pin the shapes of what is stored, beside those of earlier versions: ``python -m tests.wire.pin``.

With ``--again`` the shapes of the versions of today are pinned again. That is right only as long as nobody outside has
stored anything in these versions.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.wire.shapes import shape_of

from leadflow.wire.forms import DOCUMENTS, FACTS, STEPS

SHAPES = Path(__file__).parent / "stored" / "shapes.json"


def pin(*, again: bool) -> None:
    """
    Add the shapes that are not pinned; one that is stays as it is, unless it is to be pinned *again*.
    """
    pinned = json.loads(SHAPES.read_text(encoding="utf-8")) if SHAPES.exists() else {}
    for form in [*DOCUMENTS.values(), *FACTS.values(), *STEPS.values()]:
        name, shape = f"{form.name} {form.version}", shape_of(form.cls)
        if again or name not in pinned:
            pinned[name] = shape
    SHAPES.write_text(json.dumps(dict(sorted(pinned.items())), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    pin(again="--again" in sys.argv)
