"""
What the records around a lead are called on its detail.
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final

from attrs import frozen

from leadflow.core.actors import Actor
from leadflow.core.details.wordings import DetailWords
from leadflow.core.partners import Account, Campaign, Partner, PartnerDirectory

__all__ = ["ShownNames"]

_MOMENT: Final = "%Y-%m-%d %H:%M"


@frozen(kw_only=True)
class ShownNames:
    """
    The names of partners, people and moments for one detail.

    Attributes:
        words: In the language of the detail.
        zone: Of the programme.
        directory: The supplier's partners.
        account: Of the lead's partner; None while it has none.
        campaign: Of the lead; None if it has none.
    """

    words: DetailWords
    zone: tzinfo
    directory: PartnerDirectory
    account: Account | None = None
    campaign: Campaign | None = None

    def partner(self, partner_id: str | None) -> str:
        """
        Return the name of a partner, else its id; the word for nothing where there is none.
        """
        if partner_id is None:
            return self.words.nothing
        found: Partner | None = self.directory.get(partner_id)
        return found.name if found else partner_id

    def person(self, person_id: str | None) -> str:
        """
        Return the name of one of the partner's people, else the address, else the id.
        """
        if person_id is None:
            return self.words.nothing
        person = self.account.person(person_id) if self.account else None
        return person.name or person.email if person else person_id

    def actor(self, actor: Actor) -> str:
        """
        Return who did something.
        """
        return self.person(actor.id) if actor.id else actor.system or self.words.automatic

    def moment(self, at: datetime) -> str:
        """
        Return a moment in the programme's zone, such as ``2026-04-05 09:14``.
        """
        return at.astimezone(self.zone).strftime(_MOMENT)
