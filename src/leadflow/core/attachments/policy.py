"""
The limits for attachments.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from attrs import Attribute, field, frozen

from leadflow.core.argument_messages import unknown_word
from leadflow.core.arguments import checked
from leadflow.core.attachments.media import EXTENSIONS
from leadflow.core.bounds import whole
from leadflow.core.several import text_set

__all__ = ["MEBIBYTE", "ActiveContent", "AttachmentPolicy", "Unscanned"]

MEBIBYTE: Final = 1024 * 1024
"""
Bytes in the unit that limits are written in.
"""


class ActiveContent(StrEnum):
    """
    What happens to a file that carries a program, such as macros.
    """

    REFUSE = "refuse"
    WARN = "warn"
    ALLOW = "allow"


class Unscanned(StrEnum):
    """
    What happens to a file that the scanner could not look at.
    """

    REFUSE = "refuse"
    WARN = "warn"


_LARGEST: Final = 2**62
"""
No file is larger, nor has more entries.
"""


def _known(_: object, attribute: Attribute[Any], extensions: frozenset[str]) -> None:
    for one in sorted(extensions - EXTENSIONS):
        known = sorted(EXTENSIONS)
        raise unknown_word(
            one, known, "an extension that can be checked", f"AttachmentPolicy.{attribute.name}", see="EXTENSIONS"
        )


@checked
@frozen(kw_only=True)
class AttachmentPolicy:
    """
    The limits for attachments.

    Attributes:
        max_files: Files that one lead can have, those it has included.
        max_bytes: Largest size of one file, inclusive.
        extensions: Allowed name endings, lower case without the dot; a subset of `EXTENSIONS`.
        active_content: For macros and other programs in office files. About one wild office file in 23 has some.
        pdf_actions: For scripts and program starts that a PDF shows openly. Forms often have scripts, so the default
            is a warning; parts that are compressed are left to a scanner.
        unscanned: For files that a scanner could not look at; it is asked only if there is one.
        html_as_xls: True accepts a web page or a text named ``.xls``, as many reporting systems write it.
        max_entries: Entries that the container of an office file can have.
        max_inflated: Bytes that all entries of a container can have together, inflated.
        max_ratio: How many times larger than the file its inflated entries can be, once they are above
            ``free_inflated`` bytes together.
        free_inflated: Inflated bytes up to which no ratio is asked.

    Raises:
        InvalidInput: A limit is below 1 (``number_out_of_range``), or a setting is unknown or an extension one that
            cannot be checked (``word_unknown``).
    """

    max_files: int = field(default=10, validator=whole(1, _LARGEST))
    max_bytes: int = field(default=250 * MEBIBYTE, validator=whole(1, _LARGEST))
    extensions: frozenset[str] = field(default=EXTENSIONS, converter=text_set, validator=_known)
    active_content: ActiveContent = field(default=ActiveContent.REFUSE, converter=ActiveContent)
    pdf_actions: ActiveContent = field(default=ActiveContent.WARN, converter=ActiveContent)
    unscanned: Unscanned = field(default=Unscanned.REFUSE, converter=Unscanned)
    html_as_xls: bool = False
    max_entries: int = field(default=20_000, validator=whole(1, _LARGEST))
    max_inflated: int = field(default=2048 * MEBIBYTE, validator=whole(1, _LARGEST))
    max_ratio: int = field(default=100, validator=whole(1, _LARGEST))
    free_inflated: int = field(default=256 * MEBIBYTE, validator=whole(1, _LARGEST))
