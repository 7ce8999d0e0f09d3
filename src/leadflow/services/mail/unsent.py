"""
Why there is no mail for a message.
"""

from __future__ import annotations

__all__ = ["Cancelled", "Unsendable"]


class Unsendable(Exception):
    """
    A message that can never be sent; the text is a code.
    """


class Cancelled(Exception):
    """
    A message that is not to be sent any more; the text is a code.
    """
