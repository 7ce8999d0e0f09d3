"""
Limits how many mails of a relay are handed over before their results are saved.
"""

from __future__ import annotations

from threading import Semaphore

from attrs import define

__all__ = ["Handover"]


@define
class Handover:
    """
    The right of one connection to hand over a mail, of which all connections of a relay have so many together.

    It is held until the result is saved. If the relay is killed, nobody knows whether the server took the mails for
    which it was held, and they are sent again; all others are known to be sent or not.
    """

    _free: Semaphore
    _held: bool = False

    def take(self) -> None:
        """
        Wait until this connection may hand over its next mail.
        """
        if not self._held:
            self._free.acquire()
            self._held = True

    def give_back(self) -> None:
        """
        Let another connection hand over; nothing happens if this one has not.
        """
        if self._held:
            self._held = False
            self._free.release()
