"""
Who did something, and by which way.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

__all__ = ["Actor", "Channel"]


class Channel(StrEnum):
    """
    The way by which something happened; `OTHER` is one that only a newer build knows.
    """

    PORTAL = "portal"
    MAIL_LINK = "mail_link"
    CRM = "crm"
    IMPORT = "import"
    API = "api"
    SYSTEM = "system"
    OTHER = "other"


@frozen
class Actor:
    """
    Who did it, by id, and by which way. An empty id is the library itself.
    """

    id: str = ""
    channel: Channel = Channel.SYSTEM
