"""
Credentials: tokens of other systems, which are never shown and never stored.
"""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from leadflow.core.arguments import checked

__all__ = ["AccessToken"]


@checked
@frozen
class AccessToken:
    """
    A token that calls are made with. Its repr and its text never show it.

    Attributes:
        value: The token.
        expires_at: When it ends; None if that is not known.
    """

    value: str = field(repr=False)
    expires_at: datetime | None = None

    def __str__(self) -> str:
        return "AccessToken(…)"

    def __getstate__(self) -> object:
        raise TypeError("a token is not saved; ask the host's credentials for it each time")
