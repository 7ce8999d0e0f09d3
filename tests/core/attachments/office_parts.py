"""
The parts of minimal office files, from which the tests build good and bad ones.
"""

from __future__ import annotations

from typing import Final

__all__ = ["MAIN_PARTS", "odf_parts", "ooxml_parts"]

_OPEN: Final = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS: Final = {
    "docx": ("word/document.xml", f"{_OPEN}wordprocessingml.document.main+xml", "document"),
    "xlsx": ("xl/workbook.xml", f"{_OPEN}spreadsheetml.sheet.main+xml", "workbook"),
    "pptx": ("ppt/presentation.xml", f"{_OPEN}presentationml.presentation.main+xml", "presentation"),
}
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_ODF_KINDS: Final = {"odt": "text", "ods": "spreadsheet", "odp": "presentation", "odg": "graphics"}


def ooxml_parts(
    extension: str,
    *,
    main: str | None = None,
    main_type: str | None = None,
    root: str | None = None,
    target: str | None = None,
    relation: str = _RELATION,
    types: str = "",
    doctype: str = "",
) -> dict[str, bytes | str]:
    """
    Return the parts of a minimal office file; each argument replaces what would be right.
    """
    known_main, known_type, known_root = MAIN_PARTS[extension]
    part = main or known_main
    return {
        "[Content_Types].xml": f"{_DECLARATION}{doctype}"
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}'
        f'<Override PartName="/{part}" ContentType="{main_type or known_type}"/></Types>',
        "_rels/.rels": f"{_DECLARATION}"
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{relation}" Target="{target or part}"/></Relationships>',
        part: f'{_DECLARATION}<w:{root or known_root} xmlns:w="urn:w"><w:body/></w:{root or known_root}>',
    }


def odf_parts(
    extension: str, *, kind: str | None = None, doctype: str = "", encrypted: bool = False
) -> dict[str, bytes | str]:
    """
    Return the parts of a minimal OpenDocument file; each argument replaces what would be right.
    """
    media_type = f"application/vnd.oasis.opendocument.{kind or _ODF_KINDS[extension]}"
    secret = '<manifest:encryption-data manifest:checksum="x"/>' if encrypted else ""
    return {
        "mimetype": media_type,
        "META-INF/manifest.xml": f"{_DECLARATION}{doctype}"
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{secret}'
        "</manifest:file-entry></manifest:manifest>",
        "content.xml": f"{_DECLARATION}<office:document-content "
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:body/></office:document-content>',
    }
