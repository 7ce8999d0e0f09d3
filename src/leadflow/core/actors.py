"""
Actors: who did something, and through which channel.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

__all__ = ["Actor", "Channel", "Side"]


class Channel(StrEnum):
    """
    The channel of an event; `OTHER` is one that only a newer version knows.
    """

    PORTAL = "portal"
    MAIL_LINK = "mail_link"
    CRM = "crm"
    IMPORT = "import"
    API = "api"
    SYSTEM = "system"
    OTHER = "other"


class Side(StrEnum):
    """
    Whose somebody is; `OTHER` is a side that only a newer build knows.
    """

    SUPPLIER = "supplier"
    PARTNER = "partner"
    PROGRAM = "program"
    OTHER = "other"


@frozen
class Actor:
    """
    Who did something, and through which channel.

    Attributes:
        id: Empty is the library itself.
        channel: By which way.
        side: Whose user it is, or that it is a program; None for the library itself, and in what earlier builds wrote.
        system: The other system that reported it, such as ``salesforce``; None if none did.
    """

    id: str = ""
    channel: Channel = Channel.SYSTEM
    side: Side | None = None
    system: str | None = None
