"""
Whether a partner is paused: routing gives it no leads for a while.
"""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from leadflow.core.actors import Actor
from leadflow.core.arguments import checked
from leadflow.core.bounds import filled
from leadflow.core.unknown import KeepsUnknown

__all__ = ["PartnerPause"]


@checked
@frozen(kw_only=True)
class PartnerPause(KeepsUnknown):
    """
    Whether a partner is paused, and who changed that last.

    It is a record of its own: who writes the partner cannot end a pause.

    Attributes:
        partner_id: Which partner.
        since: Since when it is paused, in UTC; None if it is not.
        actor: Who paused or resumed it, and by which way.
        comment: Why; None if nobody said.
    """

    partner_id: str = field(validator=filled)
    since: datetime | None
    actor: Actor
    comment: str | None = field(default=None, repr=False)

    @property
    def paused(self) -> bool:
        """
        True while routing passes the partner over.
        """
        return self.since is not None
