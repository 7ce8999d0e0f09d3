"""
Makes file names safe to show and to use.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

__all__ = ["LONGEST_NAME", "extension_of", "keepable_name", "safe_name"]

LONGEST_NAME: Final = 255
"""
Bytes of UTF-8 that a safe name can have, inclusive: what common file systems take.
"""

_MOST_LOOKED_AT: Final = 1000
_BLANKS: Final = re.compile("[\t-\r\x85\u2028\u2029]+")
_INVISIBLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    "|[\U000e0000-\U000e007f]"
)
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³]) *", re.IGNORECASE)
_EXTENSION: Final = re.compile("[A-Za-z0-9]+")


def safe_name(name: str) -> str | None:
    """
    Return *name* as it can be shown and saved anywhere; None if nothing usable is left.

    Only the last part of a path is kept, regardless of its separator. Control, bidirectional and invisible characters
    are taken out, characters that Windows forbids become ``_``, dots and blanks at the end go, a device name (``CON``,
    ``com1.txt``) gets a ``_`` before it, and a name of more than `LONGEST_NAME` bytes loses the end of its stem. The
    result is in NFC. Nothing is URL-decoded. A safe name is its own safe name.
    """
    if _SURROGATES.search(name):
        return None
    last = name.replace("\\", "/").rpartition("/")[2]
    if len(last) > 2 * _MOST_LOOKED_AT:
        # Normalising some long texts takes very long, and the middle of such a name would be cut out anyway.
        last = last[:_MOST_LOOKED_AT] + last[-_MOST_LOOKED_AT:]
    clean = normalize("NFC", _FORBIDDEN.sub("_", _INVISIBLE.sub("", _BLANKS.sub(" ", last))))
    clean = _trimmed(clean)
    if not clean.strip(". "):
        return None
    if clean.startswith(".") and clean.count(".") == 1:
        # All that is left is an ending (".pdf"), which systems hide or take for a name without one.
        clean = f"file{clean}"
    if _DEVICE.fullmatch(clean.partition(".")[0]):
        clean = f"_{clean}"
    return _shortened(clean)


def extension_of(name: str) -> str:
    """
    Return what follows the last dot of *name*, in lower case; empty unless it is made of ASCII letters and digits.

    The test comes before the lower-casing, so a look-alike (a dotless i, a long s, full-width letters) is never
    folded into a known extension.
    """
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem and _EXTENSION.fullmatch(ending) else ""


def keepable_name(name: str) -> str:
    """
    Return *name* as it was sent, with U+FFFD for the characters that no database holds (NUL, lone surrogates).
    """
    return _UNSTORABLE.sub("\ufffd", name)


def _trimmed(name: str) -> str:
    end = len(name)
    while end and (name[end - 1] == "." or name[end - 1].isspace()):
        end -= 1
    return name[:end].lstrip()


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST_NAME:
        return name
    extension = extension_of(name)
    ending = f".{extension}" if 0 < len(extension) <= 16 else ""
    stem = name[: -len(ending)] if ending else name
    room = LONGEST_NAME - len(ending)
    # Cutting bytes can split a character; what is left of it is dropped.
    cut = stem.encode()[:room].decode(errors="ignore")
    return f"{cut}{name[-len(ending) :]}" if ending else _trimmed(cut)
