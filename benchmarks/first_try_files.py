"""
Files of three rows, made of the header rows of real systems and the samples under them.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen

__all__ = ["ROWS", "SystemFile", "files_of"]

ROWS: Final = 3
"""
So many rows a file has.
"""

_Pool = dict[tuple[str, str], list[str]]


@frozen(kw_only=True)
class SystemFile:
    """
    A file as a system exports it.

    Attributes:
        rows: Of cells, the headers first.
        partners: Names that stand in its column of partners; the supplier has them.
    """

    system: str
    locale: str
    rows: tuple[tuple[str, ...], ...]
    partners: tuple[str, ...] = ()

    @property
    def data(self) -> bytes:
        """
        The file as comma-separated text.
        """
        text = io.StringIO(newline="")
        csv.writer(text).writerows(self.rows)
        return text.getvalue().encode()


def files_of(path: Path) -> list[SystemFile]:
    """
    Make the files of the header rows in *path*; a row without an address cannot be imported and is left out.

    A column without samples that has a field borrows those of another system in its language.
    """
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = lines if lines and "columns" in lines[0] else _grouped(lines)
    pool: _Pool = defaultdict(list)
    for row in rows:
        for column in row["columns"]:
            if column["field"] != "SKIP":
                pool[row["locale"], column["field"]] += column.get("samples", [])
    return [_file(row, pool) for row in rows if _has_address(row)]


def _grouped(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """
    Gather lines of one column each into header rows.
    """
    rows: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        column = {"header": line["header"], "field": line["field"], "samples": line.get("sample_values", [])}
        rows[line["system"], line["locale"]].append(column)
    return [{"system": system, "locale": locale, "columns": columns} for (system, locale), columns in rows.items()]


def _has_address(row: dict[str, Any]) -> bool:
    return any(column["field"] == "email" for column in row["columns"])


def _file(row: dict[str, Any], pool: _Pool) -> SystemFile:
    columns = [_cells(column, row["locale"], pool) for column in row["columns"]]
    partners = {
        cell
        for column, cells in zip(row["columns"], columns, strict=True)
        if column["field"] in ("partner_name", "partner_id")
        for cell in cells
        if cell
    }
    headers = tuple(column["header"] for column in row["columns"])
    return SystemFile(
        system=row["system"],
        locale=row["locale"],
        rows=(headers, *zip(*columns, strict=True)),
        partners=tuple(sorted(partners)),
    )


def _cells(column: dict[str, Any], locale: str, pool: _Pool) -> Sequence[str]:
    samples = column.get("samples") or pool[locale, column["field"]] or pool["en", column["field"]]
    return [samples[at % len(samples)] if samples else "" for at in range(ROWS)]
