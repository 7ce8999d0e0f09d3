"""
What a digest says of each lead.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.leads import Lead
from leadflow.core.notifications.digests import ListedLead
from leadflow.core.notifications.policy import Letterhead
from leadflow.core.notifications.rendering import field_labels, lead_title
from leadflow.core.notifications.wordings import Words
from leadflow.core.partners import Partner

__all__ = ["listed_arrival", "listed_change"]

_SHOWN: Final = ("email", "mobile_phone", "work_phone", "city", "country")


def listed_change(lead: Lead, partner: Partner, words: Words) -> ListedLead:
    """
    Return what the supplier's people read of a lead that its partner has changed.
    """
    details = ((words.status, words.statuses[lead.status]), (words.stage, lead.stage))
    return ListedLead(title=f"{lead_title(lead)} ({partner.name})", details=details)


def listed_arrival(lead: Lead, letterhead: Letterhead, words: Words, url: str = "") -> ListedLead:
    """
    Return what a partner's people read of a new lead, which has no values that are hidden from them.
    """
    labels = dict(field_labels(letterhead.fields, words.language))
    said = ((name, lead.values.text(name)) for name in _SHOWN if name in lead.values and name in labels)
    return ListedLead(
        title=lead_title(lead), details=tuple((labels[name], text) for name, text in said if text), url=url
    )
