"""
How long the inputs take that are largest, or strangest, for their size: ``python -m benchmarks.bounds``.

Processor time of one run each; nothing is compared, since the bound is what counts.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable

from leadflow.adapters.templates import MiniJinjaTemplates
from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.tables import read_table

MIB = 1 << 20
LARGEST_SOURCE = 64 * 1024


def main() -> None:
    """
    Print a line for each input.
    """
    _told("40 MiB of blank lines", lambda: _rows(b"Email,City\n" + b"\n" * (40 * MIB) + b"a@x.se,Oslo\n"))
    _told("criteria of 2,000 conditions, checked", lambda: _criteria(2_000))
    _told("criteria of 10,000 conditions, refused", lambda: _criteria(10_000))
    for name, piece in (("values", "{{ lead.notes }}"), ("filters", "{{ lead.notes|upper }}"), ("a name", "a")):
        source = piece * (LARGEST_SOURCE // len(piece)) if piece != "a" else "{{ " + "a" * (LARGEST_SOURCE - 6) + " }}"
        _told(f"a template of 64 KiB of {name}", lambda source=source: _template(source))  # type: ignore[misc]  # bound at once


def _rows(content: bytes) -> int:
    return sum(1 for _ in read_table(io.BytesIO(content), name="leads.csv").rows())


def _criteria(count: int) -> bool:
    conditions = (where("city", "equals", f"city {number}") for number in range(count))
    return check_criteria(any_of(*conditions), STANDARD_SCHEMA)[0] is not None


def _template(source: str) -> int:
    return len(MiniJinjaTemplates().problems(source, {"lead": {"notes": "x" * 1_000}}, True))


def _told(what: str, run: Callable[[], object]) -> None:
    before = time.process_time()
    run()
    print(f"{what:45}{time.process_time() - before:8.2f} s")


if __name__ == "__main__":
    main()
