"""
MP4 films and their kin (ISO 14496-12): walked from box to box.
"""

from __future__ import annotations

import re
from typing import Final

from leadflow.core.attachments.content import Content
from leadflow.core.attachments.media import file_type
from leadflow.core.attachments.policy import AttachmentPolicy
from leadflow.core.attachments.refusals import corrupt, mismatch
from leadflow.core.attachments.signatures import describe, refuse_archive_after, refuse_archive_at_end
from leadflow.core.problems import Problem

__all__ = ["check_mp4"]

_FIRST: Final = frozenset({b"ftyp", b"free", b"skip", b"wide", b"moov", b"mdat", b"pnot", b"styp"})
_STILL_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis", b"crx ", b"jp2 "}
    | {b"jpx ", b"jpm ", b"mjp2"}
)
_KIND: Final = re.compile(rb"[ -~\xa9]{4}")
_MOST_BOXES: Final = 200_000


def check_mp4(
    content: Content, extension: str, policy: AttachmentPolicy, *, most: int = _MOST_BOXES
) -> tuple[Problem, ...]:
    """
    Check an ``mp4`` box by box, *most* of them; QuickTime and 3GP films are fine, and there are no warnings.

    Raises:
        Unacceptable: It is not one, or is damaged.
    """
    head = content.head()
    if head[4:8] not in _FIRST or head[8:12] in _STILL_BRANDS:
        raise mismatch(file_type(extension).label, describe(head))
    end = _walk(content, most)
    refuse_archive_after(content, end)
    refuse_archive_at_end(content)
    return ()


def _walk(content: Content, most: int) -> int:
    place = 0
    film = False
    for _ in range(most):
        if place >= content.size:
            break
        box = _box(content, place)
        if box is None:
            # Cameras write their own data behind a whole film.
            if film:
                break
            raise corrupt("it has an unknown part")
        kind, start, end = box
        if end > content.size:
            raise corrupt("it ends in the middle")
        if kind == b"moov":
            _check_movie(content, start, end)
        film = film or kind in (b"moov", b"moof")
        place = end
    else:
        raise corrupt("it has too many parts")
    if not film:
        raise corrupt("it has no film")
    return place


def _box(content: Content, place: int) -> tuple[bytes, int, int] | None:
    """
    Return kind, start and end of the box at *place*; None if there is none.
    """
    header = content.at(place, 16)
    kind = header[4:8]
    if len(header) < 8 or not _KIND.fullmatch(kind):
        return None
    size = int.from_bytes(header[:4], "big")
    if size == 0:
        return kind, place + 8, content.size
    if size == 1 and len(header) == 16:
        size = int.from_bytes(header[8:], "big")
        return (kind, place + 16, place + size) if size >= 16 else None
    return (kind, place + 8, place + size) if size >= 8 else None


def _check_movie(content: Content, start: int, end: int) -> None:
    """
    Look for the header of the film, which may be packed in old QuickTime films.
    """
    for _ in range(1000):
        box = _box(content, start)
        if box is None or start >= end:
            break
        kind, _, start = box
        if start > end:
            break
        if kind in (b"mvhd", b"cmov", b"rmra"):
            return
    raise corrupt("its film has no header")
