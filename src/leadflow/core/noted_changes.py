"""
What a feed tells of a commit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from leadflow.core.changes import Changes
from leadflow.core.feed import FeedKind, NotedChange
from leadflow.core.leads import LeadKind
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Campaign, Partner, PartnerPause, PartnerPeople, PartnerSettings
from leadflow.core.registration import Registration
from leadflow.core.routing import CurrentModule
from leadflow.core.timeline import LeadChange

__all__ = ["noted_changes"]

_RECORDS: Final[Mapping[type, FeedKind]] = {
    Partner: FeedKind.PARTNER,
    PartnerSettings: FeedKind.PARTNER,
    PartnerPeople: FeedKind.PARTNER,
    PartnerPause: FeedKind.PARTNER,
    Campaign: FeedKind.CAMPAIGN,
    CurrentModule: FeedKind.MODULE,
    Opportunity: FeedKind.OPPORTUNITY,
    Registration: FeedKind.REGISTRATION,
}
"""
What a saved record is told as; the others are not told.
"""


def noted_changes(changes: Changes) -> tuple[NotedChange, ...]:
    """
    Return what a commit changes that a feed tells; empty for nothing.

    What partners keep to themselves is not told: neither private leads, nor what happened before one was registered.
    """
    shared: list[LeadChange] = []
    private: set[str] = set()
    for one in changes.leads:
        if one.after.kind is LeadKind.PRIVATE:
            private.add(one.lead_id)
        elif one.events:
            shared.append(one)
    found = [
        NotedChange(FeedKind.LEAD, one.lead_id, max(one.follows + 1, one.after.registered), one.after.seq)
        for one in shared
    ]
    found += (NotedChange(FeedKind.ERASED, one) for one in sorted(changes.erases - private))
    messages = dict.fromkeys([*(one.key for one in changes.messages), *(one.key for one in changes.posts)])
    found += (NotedChange(FeedKind.MESSAGE, one) for one in messages)
    records = ((_RECORDS.get(type(put.record)), put.key) for put in changes.puts)
    found += dict.fromkeys(NotedChange(kind, key) for kind, key in records if kind is not None)
    return tuple(found)
