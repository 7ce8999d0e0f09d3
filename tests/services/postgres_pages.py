"""
What stands in the pages of PostgreSQL's files: each item of a table or an index that a line pointer leads to.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

__all__ = ["items_of"]

_PAGE = 8_192
_HEADER = 24
_RELATIONS = text(
    "SELECT c.relname, pg_relation_filepath(c.oid) FROM pg_class c"
    " LEFT JOIN pg_class t ON t.reltoastrelid = c.oid OR EXISTS"
    " (SELECT 1 FROM pg_index i WHERE i.indexrelid = c.oid AND i.indrelid = t.reltoastrelid)"
    " WHERE c.relkind IN ('r', 'i', 't') AND (c.relname LIKE '%leadflow%' OR t.relname LIKE '%leadflow%')"
    " AND c.relpersistence = 'p'"
)


def items_of(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """
    Give every item of leadflow's tables and indexes, with the name of what it stands in, once all is on the disk.

    Bytes that no line pointer leads to are free space. A separator in an index is an item.
    """
    connection.exec_driver_sql("CHECKPOINT")
    folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
    for name, path in connection.execute(_RELATIONS).all():
        data = (folder / path).read_bytes()
        for start in range(0, len(data), _PAGE):
            yield from ((name, one) for one in _items(data[start : start + _PAGE]))


def _items(page: bytes) -> Iterator[bytes]:
    lower: Any = struct.unpack_from("<H", page, 12)[0]
    for at in range(_HEADER, max(lower, _HEADER), 4):
        (pointer,) = struct.unpack_from("<I", page, at)
        offset, length = pointer & 0x7FFF, pointer >> 17
        if length and (pointer >> 15) & 3:
            yield page[offset : offset + length]
