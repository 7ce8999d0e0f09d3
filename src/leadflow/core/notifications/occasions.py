"""
What a mail is made from: its records and its occasion.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import field, frozen

from leadflow.core.leads import Lead
from leadflow.core.notifications.digests import ListedLead
from leadflow.core.notifications.mail import MailFile
from leadflow.core.notifications.messages import Message
from leadflow.core.notifications.policy import Letterhead
from leadflow.core.partners import Campaign, Partner, Person, SupplierContact

__all__ = ["Briefing", "Occasion", "languages_of"]


@frozen(kw_only=True)
class Occasion:
    """
    What a mail contains in addition to its records.

    Attributes:
        buttons: Where Accept, Reject and Reassign lead to, by action; empty hides them.
        assigned_by: Who sent the lead or assigned it; empty if that is not to be said.
        reason, comment: Of a rejection, or of what was decided about a registration; empty elsewhere.
        protected_until: The day on which the protection of a registration ends; empty if there is none.
        opportunity: What the opportunity says that the mail is about: attribute and text of each.
        listed: The leads of a digest.
        more: How many more leads there are.
        unsubscribe: Where one click ends mail of this sort; empty where nobody can leave it.
    """

    buttons: Mapping[str, str] = field(factory=dict, repr=False)
    assigned_by: str = field(default="", repr=False)
    reason: str = ""
    comment: str = field(default="", repr=False)
    protected_until: str = ""
    opportunity: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    listed: tuple[ListedLead, ...] = ()
    more: int = 0
    unsubscribe: str = field(default="", repr=False)


@frozen(kw_only=True)
class Briefing:
    """
    Everything that a mail is made from.

    Attributes:
        message: What is sent, to whom, and because of what.
        person: Who gets it.
        letterhead: What is the same in all mail of the supplier.
        lead, partner, campaign: What it is about; None where there is none, as for an export.
        earlier: How much history the lead has before what is on it here.
        occasion: What else it says.
        at: When it is made, in UTC; if omitted, when its message was written.
        files: What is attached.
    """

    message: Message
    person: Person
    letterhead: Letterhead
    lead: Lead | None = None
    partner: Partner | None = None
    campaign: Campaign | None = None
    earlier: int = 0
    occasion: Occasion = Occasion()
    at: datetime | None = None
    files: tuple[MailFile, ...] = field(default=(), repr=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """
        What the person reads, the first choice first.
        """
        return languages_of(self.person, self.partner, self.letterhead.policy.language)


def languages_of(person: Person | None, partner: Partner | None, otherwise: str) -> tuple[str, ...]:
    """
    Return what *person* reads, the first choice first: their own language, their partner's, the
    language that mail has *otherwise*.

    The supplier's own people have no partner.
    """
    own = person.language if person else ""
    theirs = partner.language if partner and not isinstance(person, SupplierContact) else ""
    return tuple(one for one in (own, theirs, otherwise) if one)
