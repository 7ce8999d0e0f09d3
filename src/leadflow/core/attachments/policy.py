"""
The limits for attachments.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.attachments.media import EXTENSIONS
from leadflow.core.several import text_set
from leadflow.errors import ConfigurationError

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
        ConfigurationError: A limit is below 1, a setting is unknown, or an extension is one that cannot be checked.
    """

    max_files: int = 10
    max_bytes: int = 250 * MEBIBYTE
    extensions: frozenset[str] = field(default=EXTENSIONS, converter=text_set)
    active_content: ActiveContent = field(default=ActiveContent.REFUSE, converter=ActiveContent)
    pdf_actions: ActiveContent = field(default=ActiveContent.WARN, converter=ActiveContent)
    unscanned: Unscanned = field(default=Unscanned.REFUSE, converter=Unscanned)
    html_as_xls: bool = False
    max_entries: int = 20_000
    max_inflated: int = 2048 * MEBIBYTE
    max_ratio: int = 100
    free_inflated: int = 256 * MEBIBYTE

    def __attrs_post_init__(self) -> None:
        limits = ("max_files", "max_bytes", "max_entries", "max_inflated", "max_ratio", "free_inflated")
        if low := [name for name in limits if getattr(self, name) < 1]:
            raise ConfigurationError(f"AttachmentPolicy.{low[0]} must be at least 1")
        if strange := sorted(self.extensions - EXTENSIONS):
            known = ", ".join(sorted(EXTENSIONS))
            raise ConfigurationError(
                f"AttachmentPolicy.extensions names {strange[0]!r}, which cannot be checked; choose from {known}"
            )
