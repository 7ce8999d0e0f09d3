"""
What changes say about themselves.
"""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from attrs import evolve

from leadflow.core.actors import Actor
from leadflow.core.changes import Changes, Put
from leadflow.core.facts import Accepted, Assigned, AssignedBy, Notice, NoticeSent, Reassigned
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import MessageKind, MessageSent, PostChange, PostEvent, Settled, Settlement
from leadflow.testing import NOW, a_lead, a_message, a_partner, change_to, changes_of

SETTLED = PostChange(key="k", settlement=Settlement(lease="l", state=Settled.RETRY))
TOLD = evolve(SETTLED, event=PostEvent("k", 1, NOW, Actor(), MessageSent()))


def test_what_ends_claims_only_settles() -> None:
    """
    Only changes that end claims count as settling.
    """
    posts = [(SETTLED,), (TOLD,), (SETTLED, TOLD), (), (evolve(TOLD, settlement=None),), (SETTLED, PostChange(key="k"))]

    assert [Changes(posts=some).only_settles for some in posts] == [True, True, True, False, False, False]


@pytest.mark.parametrize("name", sorted(one.name for one in attrs.fields(Changes) if one.name != "posts"))
def test_anything_besides_is_more_than_settling(name: str) -> None:
    """
    Every other change has to be on the disk.
    """
    something = {"puts": (Put(a_partner(), before=None),)}.get(name, (a_message(a_lead()),))
    given: dict[str, Any] = {name: something}

    assert not evolve(Changes(posts=(TOLD,)), **given).only_settles


def test_leads_whose_people_are_told_anew_are_counted() -> None:
    """
    Assignments and new-lead mail count as notifications, except without recipients.
    """
    notice, nobody = Notice(EmailStatus.QUEUED), Notice(EmailStatus.AUTO_ACCEPT)
    assigned = Assigned(partner_id="p", by=AssignedBy.PERSON, notice=nobody)
    again, reminder = (
        NoticeSent(kind=kind, notice=notice) for kind in (MessageKind.NEW_LEAD, MessageKind.PENDING_REMINDER)
    )
    silent = (Reassigned(assignee_id="a", notice=nobody), NoticeSent(kind=MessageKind.NEW_LEAD, notice=nobody))

    (told,) = change_to(a_lead(), assigned, Reassigned(assignee_id="a", notice=notice), again, reminder, *silent).leads
    (answered,) = change_to(told.after, Accepted()).leads
    (new,) = changes_of(a_lead("lead-2")).leads

    assert (told.told, told.after.mail_seq) == (3, 3)
    assert (answered.told, answered.after.mail_seq) == (0, 3)
    assert (new.told, new.after.mail_seq) == (0, 0)
