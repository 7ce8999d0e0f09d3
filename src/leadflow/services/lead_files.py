"""
An opened file of leads.
"""

from __future__ import annotations

import hashlib
from typing import BinaryIO, Final

from attrs import frozen

from leadflow.core.columns.suggestions import Suggestion
from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.tables import Table

__all__ = ["LeadFile", "digest", "import_id_of"]

_BLOCK: Final = 1 << 20


@frozen(kw_only=True)
class LeadFile:
    """
    An opened file with suggestions for its columns.

    Attributes:
        table: Its headers and rows, and what is wrong with it as a whole.
        suggestions: Where each column seems to go; empty if the file cannot be read.
        digest: SHA-256 of its bytes, in hexadecimal.
    """

    table: Table
    suggestions: tuple[Suggestion, ...]
    digest: str

    @property
    def mapping(self) -> ColumnMapping:
        """
        A mapping with all suggestions; columns without one are undecided.
        """
        return ColumnMapping.of(self.suggestions)


def import_id_of(file: LeadFile, mapping: ColumnMapping, settings: ImportSettings) -> str:
    """
    The same bytes, read the same way with the same settings, are the same import.
    """
    table = file.table
    reading = (table.encoding, table.delimiter, table.sheet, table.header_row)
    parts = (file.digest, repr(reading), repr(mapping), repr(settings))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def digest(stream: BinaryIO) -> str:
    """
    Return the SHA-256 of a seekable stream, in hexadecimal; the stream ends at its beginning.
    """
    hashed = hashlib.sha256()
    stream.seek(0)
    while block := stream.read(_BLOCK):
        hashed.update(block)
    stream.seek(0)
    return hashed.hexdigest()
