"""
The partner of each person; ids are unique in a programme.
"""

from __future__ import annotations

from attrs import field, frozen

from leadflow.core.bounds import filled
from leadflow.core.unknown import KeepsUnknown

__all__ = ["Membership"]


@frozen(kw_only=True)
class Membership(KeepsUnknown):
    """
    At which partner a person is, or was last. It stays when the person leaves, so that what mail servers reported of
    them is found.

    Attributes:
        person_id: Whose.
        partner_id: Of which partner's people; None for an additional recipient of the supplier.
        unsubscribed: True once they asked for no more reminders and update requests.
        bounced: Their addresses that mail came back from for good, sorted.
    """

    person_id: str = field(validator=filled)
    partner_id: str | None
    unsubscribed: bool = False
    bounced: tuple[str, ...] = field(default=(), repr=False)
