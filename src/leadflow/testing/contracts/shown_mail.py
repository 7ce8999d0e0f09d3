"""
The contract of what leads show of their mail.
"""

from __future__ import annotations

from functools import partial
from typing import Final

import pytest
from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.facts import Accepted, NoticeSent, Reassigned
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import (
    EmailStatusUpdate,
    Message,
    MessageKind,
    MessageSent,
    PostChange,
)
from leadflow.errors import Conflict
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, a_message, change_to, changes_of
from leadflow.testing.contracts.posted_mail import ASSIGNED, MESSAGE, NOTICE, post_event, posted, told
from leadflow.testing.contracts.store import THREADS, StoreContract, committed, find, run_all

__all__ = ["ShownMailContract"]

_OTHERWISE: Final = [("lead-1", 1, 1), ("lead-1", 2, 0), ("lead-1", 2, 2), ("lead-2", 2, 1)]


class ShownMailContract(StoreContract):
    """
    What every commit must do that shows on a lead what happened to mail about it; a part of `PostsContract`.
    """

    def test_mail_changes_nothing_of_a_lead_but_what_it_shows(self, open_unit: OpenUnit) -> None:
        """
        Neither its number nor when it was modified, and no timeline.
        """
        committed(open_unit, *told(), _showing(EmailStatus.SENT))

        assert find(open_unit, "lead-1") == evolve(ASSIGNED, email_status=EmailStatus.SENT, mail_seq=2)
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert len(unit.timeline.of("lead-1")) == 2
            assert unit.leads.page(None, 10) == (unit.leads.get("lead-1"),)

    def test_mail_that_shows_the_same_counts_as_well(self, open_unit: OpenUnit) -> None:
        """
        Without a status the lead shows what it did, and its number continues.
        """
        committed(open_unit, *told(), _showing(EmailStatus.SENT), _showing(None, before=2, seq=2))

        assert find(open_unit, "lead-1") == evolve(ASSIGNED, email_status=EmailStatus.SENT, mail_seq=3)
        with pytest.raises(Conflict):
            committed(open_unit, _showing(None, before=2, seq=3))

    def test_lead_shows_what_a_message_about_many_tells(self, open_unit: OpenUnit) -> None:
        """
        Changes without an event and a settlement show what became of the message on several leads.
        """
        other = changes_of(a_lead("lead-2"))
        committed(open_unit, *told(), other)
        second = find(open_unit, "lead-2") or ASSIGNED
        key, event = MESSAGE.key, post_event(MessageSent(), 1, MESSAGE.key)
        shown = [
            EmailStatusUpdate(lead_id=one.id, assignment=one.assignment, mail_seq=one.mail_seq, status=EmailStatus.SENT)
            for one in (ASSIGNED, second)
        ]
        posts = (PostChange(key=key, event=event), *(PostChange(key=key, shown=one) for one in shown))
        committed(open_unit, Changes(posts=posts))

        assert find(open_unit, "lead-1") == evolve(ASSIGNED, email_status=EmailStatus.SENT, mail_seq=2)
        after = evolve(second, email_status=EmailStatus.SENT, mail_seq=second.mail_seq + 1)
        assert find(open_unit, "lead-2") == after
        assert posted(open_unit).trail == (event,)
        with pytest.raises(Conflict):
            committed(open_unit, Changes(posts=(PostChange(key=key, shown=shown[1]),)))

    @pytest.mark.parametrize(("lead_id", "assignment", "mail_seq"), _OTHERWISE)
    def test_status_of_a_lead_that_stands_otherwise_is_refused(
        self, open_unit: OpenUnit, lead_id: str, assignment: int, mail_seq: int
    ) -> None:
        """
        It may have been reported by others meanwhile, or gone to somebody else; the message can still be settled.
        """
        committed(open_unit, *told(), changes_of(a_lead("lead-2")))
        (post,) = _showing(EmailStatus.SENT).posts
        stale = EmailStatusUpdate(lead_id=lead_id, assignment=assignment, mail_seq=mail_seq, status=EmailStatus.SENT)

        with pytest.raises(Conflict):
            committed(open_unit, Changes(posts=(evolve(post, shown=stale),)))

        assert find(open_unit, "lead-1") == ASSIGNED
        assert posted(open_unit).trail == ()

    def test_who_works_on_a_lead_is_not_stopped_by_mail(self, open_unit: OpenUnit) -> None:
        """
        A change that was planned before the mail went out is written, and takes nothing back of what mail showed.
        """
        accepted = change_to(ASSIGNED, Accepted())
        committed(open_unit, *told(), _showing(EmailStatus.SENT), accepted)

        after = evolve(accepted.leads[0].after, email_status=EmailStatus.SENT, mail_seq=2)
        assert find(open_unit, "lead-1") == after

    def test_mail_is_not_stopped_by_who_works_on_a_lead(self, open_unit: OpenUnit) -> None:
        """
        What was read before somebody accepted the lead is shown all the same.
        """
        accepted = change_to(ASSIGNED, Accepted())
        committed(open_unit, *told(), accepted, _showing(EmailStatus.SENT))

        assert find(open_unit, "lead-1") == evolve(accepted.leads[0].after, email_status=EmailStatus.SENT, mail_seq=2)

    @pytest.mark.parametrize(
        "again",
        [Reassigned(assignee_id="ola", notice=NOTICE), NoticeSent(kind=MessageKind.NEW_LEAD, notice=NOTICE)],
        ids=["reassigned", "sent again"],
    )
    def test_telling_anew_counts_with_what_mail_has_changed(
        self, open_unit: OpenUnit, again: Reassigned | NoticeSent
    ) -> None:
        """
        The e-mail status is the new one, and its number continues, so that who read it before is refused.
        """
        anew = change_to(ASSIGNED, again)
        committed(open_unit, *told(), _showing(EmailStatus.DELIVERY_FAILED), anew)
        after = find(open_unit, "lead-1")

        assert after == evolve(anew.leads[0].after, mail_seq=3)
        assert after.email_status is EmailStatus.QUEUED
        with pytest.raises(Conflict):
            committed(open_unit, _showing(EmailStatus.DELIVERY_FAILED, before=2, seq=2))

    @pytest.mark.usefixtures("interleaved")
    def test_no_settlement_is_lost_among_many(self, open_unit: OpenUnit) -> None:
        """
        Threads that show what happened to their messages of one lead, and plan again when they lose, all get through.
        """
        messages = tuple(a_message(ASSIGNED, f"person-{number}") for number in range(THREADS))
        committed(open_unit, *told(), Changes(messages=messages))

        run_all([partial(_show_all, open_unit, message, 5) for message in messages])

        lead = find(open_unit, "lead-1")
        assert lead is not None
        assert lead.mail_seq == 1 + 5 * THREADS


def _showing(status: EmailStatus | None, *, before: int = 1, seq: int = 1, key: str = MESSAGE.key) -> Changes:
    shown = EmailStatusUpdate(lead_id="lead-1", assignment=ASSIGNED.assignment, mail_seq=before, status=status)
    return Changes(posts=(PostChange(key=key, event=post_event(MessageSent(), seq, key), shown=shown),))


def _show_all(open_unit: OpenUnit, message: Message, times: int) -> None:
    """
    Tell of a message and show it on its lead, several times; plan again after each loss, but not forever.
    """
    told = 0
    for _ in range(200 * times):
        if told == times:
            break
        try:
            with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                seen = unit.leads.get("lead-1").mail_seq
                unit.commit(_showing(EmailStatus.SENT, before=seen, seq=told + 1, key=message.key))
                told += 1
        except Conflict:
            continue
