"""
Credentials: tokens of other systems, which are never shown and never stored.
"""

from __future__ import annotations

from datetime import datetime

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.taking import aware

__all__ = ["AccessToken"]


def _with_zone(_: object, __: Attribute[datetime | None], value: datetime | None) -> None:
    if value is not None:
        aware(value, "AccessToken.expires_at")


@checked
@frozen
class AccessToken:
    """
    A token that calls are made with. Its repr and its text never show it.

    Attributes:
        value: The token.
        expires_at: When it ends, with a zone; None if that is not known. It is renewed before.
    """

    value: str = field(repr=False)
    expires_at: datetime | None = field(default=None, validator=_with_zone)

    def __str__(self) -> str:
        return "AccessToken(…)"

    def __getstate__(self) -> object:
        raise TypeError("a token is not saved; ask the host's credentials for it each time")
