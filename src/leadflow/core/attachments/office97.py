"""
Word, Excel and PowerPoint files of 1997 to 2003, checked for passwords and macros.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from leadflow.core.attachments.content import Content
from leadflow.core.attachments.media import file_type
from leadflow.core.attachments.ole import CompoundFile, Stream, open_compound, open_stream
from leadflow.core.attachments.policy import AttachmentPolicy
from leadflow.core.attachments.refusals import Unacceptable, corrupt, found_active, mismatch
from leadflow.core.attachments.signatures import zip_end_at
from leadflow.core.problems import Problem

__all__ = ["check_office97", "refuse_encrypted_package"]

_STREAMS: Final = {"doc": ("worddocument",), "xls": ("workbook", "book"), "ppt": ("powerpoint document",)}
_FOUND: Final = {
    "worddocument": "a Word 97-2003 document",
    "workbook": "an Excel 97-2003 workbook",
    "book": "an Excel 95 workbook",
    "powerpoint document": "a PowerPoint 97-2003 presentation",
    "visiodocument": "a Visio drawing",
    "quill": "a Publisher document",
    "__properties_version1.0": "an Outlook message",
    "!_stringdata": "a Windows installer",
    "\u4840\u3f7f\u4164\u422f\u4836": "a Windows installer",
}
_MOST_RECORDS: Final = 300_000

_BIFF_BOF: Final = 0x0809
_BIFF_EOF: Final = 0x000A
_BIFF_FILEPASS: Final = 0x002F
_BIFF_BOUNDSHEET: Final = 0x0085
_PPT_DOCUMENT: Final = 0x03E8
_PPT_LIST: Final = 0x07D0
_PPT_VBA: Final = 0x03FF
_PPT_VBA_ATOM: Final = 0x0400
_PPT_ENCRYPTED: Final = 0xF3D1C4DF


def check_office97(
    content: Content, extension: str, policy: AttachmentPolicy, *, most: int = _MOST_RECORDS
) -> tuple[Problem, ...]:
    """
    Check a compound file named ``doc``, ``xls`` or ``ppt``, of *most* records; the answer is the warnings.

    Raises:
        Unacceptable: It is not one, is damaged or encrypted, or carries macros that *policy* refuses.
    """
    compound = open_compound(content)
    refuse_encrypted_package(compound)
    # A workbook for Excel 95 and 97 has both of its streams, and any reader may take either.
    mains = [compound.root_items[name] for name in _STREAMS[extension] if name in compound.root_items]
    if not mains:
        found = (words for key, words in _FOUND.items() if key in compound.root_items)
        raise mismatch(file_type(extension).label, next(found, "another kind of compound file"))
    _refuse_archive_in_free_space(compound)
    macros = any(item.name == "_vba_project" for item in compound.items if item.kind == 2)
    for item in mains:
        macros = _look_into(open_stream(compound, item), compound, extension, most) or macros
    return found_active("macros", policy.active_content) if macros else ()


def _look_into(main: Stream, compound: CompoundFile, extension: str, most: int) -> bool:
    """
    Refuse a password, and say whether there are macros that no storage shows.
    """
    if extension == "doc":
        _refuse_locked_word(main)
        return False
    if extension == "xls":
        return _look_into_workbook(main, most)
    _refuse_locked_powerpoint(compound)
    return _powerpoint_macros(main, most)


def refuse_encrypted_package(compound: CompoundFile) -> None:
    """
    Refuse an office file of any age that is wrapped up with a password or with rights management.

    Raises:
        Unacceptable: It is.
    """
    if "encryptedpackage" in compound.root_items:
        raise _encrypted()


def _encrypted() -> Unacceptable:
    return Unacceptable("encrypted", "the file is protected by a password; upload it without one")


def _refuse_archive_in_free_space(compound: CompoundFile) -> None:
    """
    Refuse a ZIP archive behind the last used sector; one inside an embedded document's own sectors is fine.
    """
    content = compound.content
    tail = content.tail(22 + 0xFFFF)
    place = content.size - len(tail) + tail.rfind(b"PK\x05\x06")
    if b"PK\x05\x06" not in tail or not zip_end_at(content, place):
        return
    sector = place // compound.sector - 1
    if sector >= len(compound.fat) or compound.fat[sector] == 0xFFFFFFFF:
        raise Unacceptable("content_mismatch", "a ZIP archive hides behind the end of this file")


def _refuse_locked_word(main: Stream) -> None:
    head = main.at(0, 12)
    if len(head) < 12:
        raise corrupt("its text is missing")
    if int.from_bytes(head[10:12], "little") & 0x0100:
        raise _encrypted()


def _look_into_workbook(main: Stream, most: int) -> bool:
    """
    Return whether a workbook has macro sheets or modules (of Excel 4 and 5); those of later versions are in a storage.
    """
    place = 0
    for number in range(most):
        header = main.at(place, 4)
        if len(header) < 4:
            return False
        kind, length = struct.unpack("<2H", header)
        if number == 0 and kind != _BIFF_BOF:
            raise corrupt("its workbook cannot be read")
        if kind == _BIFF_FILEPASS:
            raise _encrypted()
        if kind == _BIFF_EOF:
            return False
        if kind == _BIFF_BOUNDSHEET and main.at(place + 9, 1) in (b"\x01", b"\x06"):
            return True
        place += 4 + length
    raise corrupt("its workbook has too many records")


def _refuse_locked_powerpoint(compound: CompoundFile) -> None:
    user = compound.root_items.get("current user")
    if "encryptedsummary" in compound.root_items:
        raise _encrypted()
    if user is not None and user.size >= 16:
        token = open_stream(compound, user).at(12, 4)
        if int.from_bytes(token, "little") == _PPT_ENCRYPTED:
            raise _encrypted()


def _powerpoint_macros(main: Stream, most: int) -> bool:
    """
    Return whether a presentation has a VBA project; it is packed inside a record, so no storage shows it.
    """
    budget = iter(range(most))
    places = [(0, main.size)]
    for wanted in (_PPT_DOCUMENT, _PPT_LIST, _PPT_VBA, _PPT_VBA_ATOM):
        places = [place for start, end in places for place in _records(main, start, end, wanted, budget)]
    # The atom holds a reference, whether there are macros, and a version.
    return any(main.at(start + 4, 4).strip(b"\x00") for start, _ in places)


def _records(main: Stream, start: int, end: int, wanted: int, budget: Iterator[int]) -> Iterator[tuple[int, int]]:
    """
    Yield start and end of the records of one kind that are between *start* and *end*.

    The budget is shared by all levels, so that nesting cannot multiply the work.
    """
    for _ in budget:
        header = main.at(start, 8)
        if len(header) < 8 or start + 8 > end:
            return
        kind, length = struct.unpack_from("<HI", header, 2)
        if kind == wanted:
            yield start + 8, min(start + 8 + length, end)
        start += 8 + length
    raise corrupt("it has too many records")
