"""
What a language has to bring, so that details of leads can be written in it.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from leadflow.core.details.sections import DetailSectionName
from leadflow.core.leads import EmailStatus, LeadKind, OpportunityStatus, RegistrationStatus, ReviewReason

__all__ = ["DetailWords"]


@frozen(kw_only=True)
class DetailWords:
    """
    The wording of details in one language.

    Attributes:
        language: Such as ``en``.
        sections: The heading of each section.
        labels: Of what a section contains and is not what the lead says, by name.
        kinds, email_statuses, reviews, opportunities, registrations: What each is called.
        events: A sentence for each event type, and for some turns of one; words in braces are filled in.
        mails: A sentence for what can happen to a mail.
        active, inactive: What the state of the record is called.
        nothing: What stands for a value that is absent.
        automatic: Who did what nobody did.
        nowhere: Why a module named no partner, where nobody has to choose.
        change: A field that was changed.
    """

    language: str
    sections: Mapping[DetailSectionName, str]
    labels: Mapping[str, str]
    kinds: Mapping[LeadKind, str]
    email_statuses: Mapping[EmailStatus, str]
    reviews: Mapping[ReviewReason, str]
    opportunities: Mapping[OpportunityStatus, str]
    registrations: Mapping[RegistrationStatus, str]
    events: Mapping[str, str]
    mails: Mapping[str, str]
    active: str
    inactive: str
    nothing: str
    automatic: str
    nowhere: str
    change: str
