"""
The writers of files that leadflow ships, for desks that are given none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import BinaryIO, Final, Protocol

__all__ = ["SHIPPED_WRITER", "WriteRows"]

_ADAPTER: Final = "leadflow.adapters.tables"


class WriteRows(Protocol):
    """
    Writes rows of texts as a file, safe in spreadsheets.
    """

    def __call__(self, stream: BinaryIO, rows: Iterable[Sequence[str]], format: str, /) -> None:
        """
        Write *rows* to *stream*, which is left open; *format* is ``csv`` or ``xlsx``. Memory must not grow with the
        rows.
        """


class _ShippedWriter:
    """
    Writes as `write_csv` and `write_xlsx` of `leadflow.adapters.tables` do, which are looked up when the first file is
    written: services import no adapter.
    """

    def __call__(self, stream: BinaryIO, rows: Iterable[Sequence[str]], format: str, /) -> None:
        """
        Write *rows* in a format.
        """
        adapter = import_module(_ADAPTER)
        write = adapter.write_xlsx if format == "xlsx" else adapter.write_csv
        write(stream, rows)


SHIPPED_WRITER: Final[WriteRows] = _ShippedWriter()
