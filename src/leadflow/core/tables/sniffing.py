"""
Detects the format of a file by its content.
"""

from __future__ import annotations

import re
from typing import BinaryIO, Final

from leadflow.core.problems import Problem
from leadflow.core.tables.encodings import is_wide

__all__ = ["WORKBOOKS", "detect_format", "format_problem"]

WORKBOOKS: Final = frozenset({"xlsx", "xls", "ods"})

_TAIL: Final = 1 << 20
_PROMISED: Final = WORKBOOKS | {"csv", "tsv", "tab", "txt"}
_SAVE_AS: Final = "open it in a spreadsheet program, such as Excel or LibreOffice, and save it as .xlsx or CSV"
_EXPORT: Final = "send the table as CSV or .xlsx"
_REMEDIES: Final = {
    "html": ("a web page and no workbook", _SAVE_AS),
    "spreadsheetml": ("an XML spreadsheet of Excel 2003 and no workbook", _SAVE_AS),
    "xml": ("XML", _EXPORT),
    "json": ("JSON", _EXPORT),
    "xlsb": ("a binary workbook (.xlsb)", _SAVE_AS),
    "xls_old": ("a worksheet older than Excel 5", _SAVE_AS),
    "numbers": ("a document of Apple Numbers", "export it as CSV or Excel"),
    "docx": ("a Word document", _EXPORT),
    "doc": ("a Word document", _EXPORT),
    "pptx": ("a presentation", _EXPORT),
    "odt": ("an OpenDocument file without a spreadsheet", _EXPORT),
    "zip": ("an archive", "unpack it and send the table within"),
    "gzip": ("a packed file", "unpack it and send the table within"),
    "archive": ("an archive", "unpack it and send the table within"),
    "ole": ("an Office document without a sheet", _EXPORT),
    "pdf": ("a PDF document", _EXPORT),
    "image": ("a picture", _EXPORT),
    "rtf": ("a rich text document", _EXPORT),
    "slk": ("a SYLK file", _SAVE_AS),
    "vcard": ("a set of business cards", "export the contacts as CSV"),
    "binary": ("no text and no known workbook", _EXPORT),
}
_MAGIC: Final = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"RIFF", "image"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"{\\rtf", "rtf"),
    (b"ID;P", "slk"),
    (b"\x09\x00\x04\x00", "xls_old"),
    (b"\x09\x02\x06\x00", "xls_old"),
    (b"\x09\x04\x06\x00", "xls_old"),
    (b"SQLite format 3\0", "binary"),
    (b"PAR1", "binary"),
    (b"bplist", "binary"),
    (b"\x7fELF", "binary"),
    (b"MZ\x90", "binary"),
)
_ZIPPED: Final = (
    (b"xl/workbook.bin", "xlsb"),
    (b"xl/workbook.xml", "xlsx"),
    (b"xl/worksheets/", "xlsx"),
    (b"word/document.xml", "docx"),
    (b"ppt/presentation.xml", "pptx"),
    (b"Index/Document.iwa", "numbers"),
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.", "odt"),
)
_MARKUP: Final = (
    (re.compile(r"<\?xml.*urn:schemas-microsoft-com:office:spreadsheet|<(ss:)?workbook\b", re.S), "spreadsheetml"),
    (re.compile(r"<!doctype html|<html\b|<table\b|<head\b|<body\b|<meta\b|<style\b|<div\b", re.S), "html"),
    (re.compile(r"<\?xml.*<(\w+:)?html\b", re.S), "html"),
    (re.compile(r"<\?xml", re.S), "xml"),
    (re.compile(r'[{\[]\s*[{\["][^,;]*"?\s*[:{\["]', re.S), "json"),
    (re.compile(r"begin:v(card|calendar)"), "vcard"),
)


def detect_format(stream: BinaryIO, *, size: int, encoded: bool = False) -> str:
    """
    Return what kind of file *stream* holds: ``csv`` for any text in cells, a workbook, or what is refused.

    An encrypted workbook is ``encrypted``.

    Args:
        encoded: Somebody named the encoding, so that odd bytes do not speak against a text.
    """
    stream.seek(0)
    head = stream.read(8192)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zipped(stream, head, size)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(stream, head)
    magic = next((kind for start, kind in _MAGIC if head.startswith(start)), None)
    return magic or _markup(head) or ("binary" if not encoded and _is_binary(head) else "csv")


def format_problem(kind: str, name: str = "") -> Problem:
    """
    Say that files of *kind* are not read, and what would help.

    Args:
        name: Where it promises a table, that is said to be wrong.
    """
    if kind == "encrypted":
        message = "the workbook is encrypted; remove its password (save a copy without one) and send it again"
        return Problem(code="encrypted", path="", message=message)
    what, remedy = _REMEDIES[kind]
    suffix = name.rpartition(".")[2].casefold()
    though = f", though its name ends in .{suffix}" if suffix in _PROMISED else ""
    return Problem(code="format_not_supported", path="", message=f"this is {what}{though}; {remedy}")


def _zipped(stream: BinaryIO, head: bytes, size: int) -> str:
    stream.seek(max(0, size - _TAIL))
    names = head + stream.read(_TAIL)
    return next((kind for name, kind in _ZIPPED if name in names), "zip")


def _compound(stream: BinaryIO, head: bytes) -> str:
    """
    Distinguish OLE files by the names in their directory.
    """
    sector = 1 << min(12, head[30] | head[31] << 8) if len(head) > 76 else 512
    stream.seek((int.from_bytes(head[48:52], "little") + 1) * sector)
    names = stream.read(1 << 14)
    for name, kind in (
        ("EncryptedPackage", "encrypted"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("WordDocument", "doc"),
    ):
        if name.encode("utf-16-le") + b"\0\0" in names:
            return kind
    return "ole"


def _markup(head: bytes) -> str | None:
    text = head.decode("utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1", "replace")
    start = text.removeprefix("\u00ef\u00bb\u00bf").lstrip().lower()
    return next((kind for pattern, kind in _MARKUP if pattern.match(start)), None)


def _is_binary(head: bytes) -> bool:
    """
    Return whether control characters abound that no text has.
    """
    if is_wide(head):
        return False
    odd = sum(map(head.count, (bytes((code,)) for code in (*range(1, 9), *range(14, 27), 28, 29, 30, 31))))
    return odd > len(head) / 10
