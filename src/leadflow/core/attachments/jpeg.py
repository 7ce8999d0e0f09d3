"""
JPEG images: walked from marker to marker, without decoding a pixel.
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

__all__ = ["check_jpeg"]

_MOST_MARKERS: Final = 100_000
_EOI: Final = 0xD9
_SOS: Final = 0xDA
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

# In the pixels an FF is followed by a zero, by a restart marker, or by another FF; all else is a marker.
_MARKER: Final = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_NEAR: Final = 1 << 12


def check_jpeg(
    content: Content, extension: str, policy: AttachmentPolicy, *, most: int = _MOST_MARKERS
) -> tuple[Problem, ...]:
    """
    Check a ``jpg`` marker by marker, *most* of them; a film or a preview behind it is fine, and there are no warnings.

    Raises:
        Unacceptable: It is not one, or is damaged.
    """
    head = content.head()
    if not head.startswith(b"\xff\xd8\xff"):
        raise mismatch(file_type(extension).label, describe(head))
    refuse_archive_after(content, _end(content, most))
    refuse_archive_at_end(content)
    return ()


def _end(content: Content, most: int) -> int:
    place = 2
    frame = scan = False
    for _ in range(most):
        place, marker = _next_marker(content, place, far=scan)
        if marker == _EOI:
            if not (frame and scan):
                raise corrupt("it has no image")
            return place
        if marker == 0x01:
            continue
        frame = frame or marker in _FRAMES
        scan = scan or marker == _SOS
        place += max(int.from_bytes(content.exactly(place, 2), "big"), 2)
    raise corrupt("it has too many parts")


def _next_marker(content: Content, place: int, *, far: bool) -> tuple[int, int]:
    """
    Return the next marker and the place behind it; before the first scan it must be near, behind it come pixels.
    """
    near = content.at(place, _NEAR)
    if match := _MARKER.search(near):
        return place + match.end(), near[match.end() - 1]
    if far:
        # The last byte is looked at again, since a marker can be cut in two.
        start = place + max(len(near) - 1, 0)
        kept = b""
        for piece in content.pieces(start):
            data = kept + piece
            if match := _MARKER.search(data):
                return start + match.end(), data[match.end() - 1]
            kept = data[-1:]
            start += len(data) - 1
    raise corrupt("its end is missing")
