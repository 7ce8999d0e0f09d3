"""
Files are attached, removed and downloaded.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from leadflow.core.facts.steps import Declared, Happening, Members, Steps
from leadflow.core.leads import Attachment

__all__ = ["STEPS", "FileAttached", "FileOpened", "FileRemoved"]


@frozen
class FileAttached:
    """
    The lead carries one file more.
    """

    attachment: Attachment


@frozen
class FileRemoved:
    """
    The lead carries a file no more; its bytes go with the last lead that has it.
    """

    attachment_id: str


@frozen
class FileOpened:
    """
    Somebody has downloaded a file. That changes nothing of the lead, not even when it was last modified.
    """

    attachment_id: str


_KEPT: Final = ("modified_at", "partner_activity_at")
"""
What an event usually changes of a lead.
"""


def _file_attached(before: Members, _: Happening, fact: FileAttached, __: Declared) -> Members:
    return {"attachments": (*before["attachments"], fact.attachment)}


def _file_removed(before: Members, _: Happening, fact: FileRemoved, __: Declared) -> Members:
    return {"attachments": tuple(one for one in before["attachments"] if one.id != fact.attachment_id)}


def _file_opened(before: Members, _: Happening, __: FileOpened, ___: Declared) -> Members:
    return {name: before.get(name) for name in _KEPT}


STEPS: Final[Steps] = {FileAttached: _file_attached, FileRemoved: _file_removed, FileOpened: _file_opened}
