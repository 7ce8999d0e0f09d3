"""
Who may get exports by mail, and for how long they are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from hashlib import blake2b
from typing import Final

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.attachments import MEBIBYTE
from leadflow.core.bounds import whole
from leadflow.core.kinds.emails import read_address
from leadflow.core.partners import SupplierContact
from leadflow.core.problems import Problem, Unreadable
from leadflow.core.several import text_set
from leadflow.core.text import text_key
from leadflow.errors import InvalidInput

__all__ = ["ExportPolicy"]

_MOST_ATTACHED: Final = 20 * MEBIBYTE
_LONGEST: Final = 90


def _contacts(given: Iterable[SupplierContact]) -> tuple[SupplierContact, ...]:
    return tuple(given)


@checked
@frozen(kw_only=True)
class ExportPolicy:
    """
    Who may get exports by mail, and for how long they are kept.

    Attributes:
        recipients: The supplier's people who may be named.
        domains: Whoever has an address in one of these domains may be named as well; a domain below one is another.
        attach_up_to: A file of up to so many bytes is attached to the mail, from 0 to 20 MiB; 0 attaches none. If
            omitted 2 MiB, which every mail server takes.
        keep_days: For how many days an export can be fetched, from 1 to 90.
    """

    recipients: tuple[SupplierContact, ...] = field(default=(), converter=_contacts)
    domains: frozenset[str] = field(default=frozenset(), converter=text_set)
    attach_up_to: int = field(default=2 * MEBIBYTE, validator=whole(0, _MOST_ATTACHED))
    keep_days: int = field(default=7, validator=whole(1, _LONGEST))

    @property
    def keeps(self) -> timedelta:
        """
        How long an export can be fetched.
        """
        return timedelta(days=self.keep_days)

    def recipient(self, named: str) -> SupplierContact:
        """
        Return who is *named* by an id or an address of `recipients`, or by an address in one of the domains.

        Raises:
            InvalidInput: Nobody may get exports there (``recipient_not_allowed``).
        """
        for one in self.recipients:
            if named == one.id or text_key(named) == text_key(one.email):
                return one
        try:
            address = read_address(named.strip())
        except Unreadable:
            raise InvalidInput((_NOT_ALLOWED,)) from None
        if text_key(address.rpartition("@")[2]) not in {text_key(one) for one in self.domains}:
            raise InvalidInput((_NOT_ALLOWED,))
        return SupplierContact(id=f"export-{_digest(address)}", email=address)


def _digest(address: str) -> str:
    # An address is no id: ids stay when people are erased.
    return blake2b(text_key(address).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


_NOT_ALLOWED: Final = Problem(
    code="recipient_not_allowed",
    path="recipient",
    message="exports may not be mailed there; name somebody in Programme.exports.recipients, or an address in one of its domains",
)
