"""
A contact: a person whom a partner knows, identified by e-mail.
"""

from __future__ import annotations

from hashlib import blake2b

from attrs import evolve, field, frozen

from leadflow.core.kinds import Key
from leadflow.core.unknown import KeepsUnknown
from leadflow.core.values import Values

__all__ = ["Contact", "ContactLead", "contact_id_at", "contact_id_of", "contact_key"]


@frozen(kw_only=True)
class ContactLead:
    """
    The lead that was made of a contact for one campaign.

    Attributes:
        campaign_id: Of the campaign; None for no campaign.
        lead_id: Of the lead.
    """

    campaign_id: str | None = None
    lead_id: str


@frozen(kw_only=True)
class Contact(KeepsUnknown):
    """
    A person whom a partner knows; the supplier sees none.

    Attributes:
        id: Made of the e-mail, so that one partner has each person once.
        partner_id: Whose contact it is; empty for those of the supplier's own registrations.
        values: What is known of the person; nothing once it was erased.
        leads: The leads made of it, one for each campaign.
        erased: True once the partner has erased it; it is listed nowhere then, and comes back if somebody adds it
            again.
    """

    id: str
    partner_id: str
    values: Values
    leads: tuple[ContactLead, ...] = field(default=())
    erased: bool = False

    @property
    def key(self) -> str:
        """
        Under which it is kept: those of one partner follow each other.
        """
        return contact_key(self.partner_id, self.id)

    def lead_for(self, campaign_id: str | None) -> str | None:
        """
        Return the id of the lead that was made of it for a campaign; None if none was.
        """
        return next((one.lead_id for one in self.leads if one.campaign_id == campaign_id), None)

    def with_lead(self, campaign_id: str | None, lead_id: str) -> Contact:
        """
        Return the contact with one more lead.
        """
        return evolve(self, leads=(*self.leads, ContactLead(campaign_id=campaign_id, lead_id=lead_id)))

    def without_lead(self, lead_id: str) -> Contact:
        """
        Return the contact without a lead.
        """
        return evolve(self, leads=tuple(one for one in self.leads if one.lead_id != lead_id))


def contact_id_of(values: Values) -> str | None:
    """
    Return the id of the contact with the e-mail in *values*; None if they have none.
    """
    return contact_id_at(values.key("email"))


def contact_key(partner_id: str, contact_id: str) -> str:
    """
    Return the key under which a contact of a partner is kept. An id with a character that no id may have begins nobody
    else's.
    """
    return f"{partner_id}\x1f{contact_id}"


def contact_id_at(email: Key | None) -> str | None:
    """
    Return the id of the contact with an e-mail whose comparison key is *email*; None for none.
    """
    if email is None:
        return None
    return blake2b(str(email).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
