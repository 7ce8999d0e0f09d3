"""
An opened file of leads.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO, Final

from attrs import evolve, field, frozen

from leadflow.core.columns.suggestions import Suggestion
from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.problems import Problem
from leadflow.core.tables import Table
from leadflow.errors import InvalidInput

__all__ = ["LeadFile", "digest", "import_id_of", "open_path"]

_BLOCK: Final = 1 << 20
_LONGEST_PATH: Final = 1_000


@frozen(kw_only=True)
class LeadFile:
    """
    An opened file with suggestions for its columns.

    Attributes:
        table: Its headers and rows, and what is wrong with it as a whole.
        suggestions: Where each column seems to go; empty if the file cannot be read.
        digest: SHA-256 of its bytes, in hexadecimal.
        opened: What `close` closes; None if the caller gave a stream.
        skips_undecided: True if columns without a suggestion are skipped unless somebody maps them.
    """

    table: Table
    suggestions: tuple[Suggestion, ...]
    digest: str
    opened: BinaryIO | None = field(default=None, eq=False, repr=False)
    skips_undecided: bool = False

    def close(self) -> None:
        """
        Close the file, if it was opened by its path; a stream stays open for the caller to close.
        """
        if self.opened is not None:
            self.opened.close()

    def __enter__(self) -> LeadFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def mapping(self) -> ColumnMapping:
        """
        A mapping with all suggestions; columns without one are undecided, or skipped if the file `skips_undecided`.
        """
        mapping = ColumnMapping.of(self.suggestions)
        return mapping.skip_undecided() if self.skips_undecided else mapping


def import_id_of(file: LeadFile, mapping: ColumnMapping, settings: ImportSettings) -> str:
    """
    The same bytes, read the same way with the same settings, are the same import, under any id that the settings give
    it.
    """
    settings = evolve(settings, import_id=None)
    table = file.table
    reading = (table.encoding, table.delimiter, table.sheet, table.header_row)
    shown = "shown" if table.hidden_left_out else ""
    parts = (file.digest, repr(reading) + shown, repr(mapping), repr(settings))
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


def open_path(path: Path) -> BinaryIO:
    """
    Open a file by its path.

    Raises:
        InvalidInput: There is no such file, or it is a directory or may not be read.
    """
    try:
        return path.open("rb")
    except FileNotFoundError:
        code, message = "file_missing", "the file does not exist; correct the path"
    except IsADirectoryError:
        code, message = "file_is_directory", "the path is a directory; name a file in it"
    except PermissionError:
        code, message = "file_not_readable", "the file is not readable; change its permissions"
    except (OSError, ValueError) as error:
        code, message = "file_not_readable", f"this file cannot be read ({getattr(error, 'strerror', None) or error})"
    place = str(path)
    if "\n" in place or len(place) > _LONGEST_PATH:
        place, message = "source", "this is not a path; give the content of a file as io.BytesIO(text.encode())"
    raise InvalidInput((Problem(code=code, path=place, message=f"{message}. Nothing was written"),))
