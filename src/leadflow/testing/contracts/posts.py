"""
What a store must do with what happens to messages: keep their trails, and show it on leads without touching them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Final

import pytest
from attrs import evolve

from leadflow.core.actors import Actor, Channel
from leadflow.core.changes import Changes
from leadflow.core.facts import Accepted, Assigned, AssignedBy, Notice, NoticeSent, Reassigned
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import (
    DeliveryKind,
    DeliveryReported,
    EmailStatusUpdate,
    Message,
    MessageCancelled,
    MessageFact,
    MessageFailed,
    MessageKind,
    MessageRequeued,
    MessageSent,
    MessageTrail,
    PostChange,
    PostEvent,
    Settled,
    Settlement,
)
from leadflow.errors import Conflict
from leadflow.ports import Claim, OpenUnit, Outbox
from leadflow.testing.builders import KIT_SCHEMA, NOW, SUPPLIER, a_lead, a_message, change_to, changes_of
from leadflow.testing.contracts.forgetting import ForgettingContract
from leadflow.testing.contracts.store import THREADS, committed, find, not_found, run_all

__all__ = ["PostsContract"]

_LEASE: Final = timedelta(minutes=5)
_NOTICE: Final = Notice(EmailStatus.QUEUED)
_ASSIGNED: Final = (
    change_to(a_lead(), Assigned(partner_id="nordlys", by=AssignedBy.PERSON, notice=_NOTICE)).leads[0].after
)
_MESSAGE: Final = a_message(_ASSIGNED)
_FATES: Final[dict[Settled, MessageFact]] = {
    Settled.SENT: MessageSent(),
    Settled.DEAD: MessageFailed("a"),
    Settled.CANCELLED: MessageCancelled("a"),
}

_OTHERWISE: Final = [("lead-1", 1, 1), ("lead-1", 2, 0), ("lead-1", 2, 2), ("lead-2", 2, 1)]

_FACTS: Final[dict[str, MessageFact]] = {
    "sent": MessageSent(),
    "failed": MessageFailed("smtp_550"),
    "cancelled": MessageCancelled("lead_moved"),
    "delivered": DeliveryReported(kind=DeliveryKind.DELIVERED, at=NOW),
    "bounced": DeliveryReported(kind=DeliveryKind.HARD_BOUNCE, at=NOW, code="5.1.1"),
}
"""
A fact of every sort that needs no message that was given up.
"""


class PostsContract(ForgettingContract):
    """
    What every `PostReader` must do, and every commit of what happens to messages.

    Inherit it beside `OutboxContract` and override its fixtures.
    """

    @pytest.fixture
    def outbox(self) -> Outbox:
        """
        Override this: the outbox of what `open_unit` writes.
        """
        raise NotImplementedError("override the fixture outbox: the outbox of what open_unit writes")

    @pytest.mark.parametrize("name", sorted(_FACTS))
    def test_post_fact_of_every_sort_survives(self, open_unit: OpenUnit, name: str) -> None:
        """
        An event on a message's trail comes back as it was committed.
        """
        committed(open_unit, *_told())
        event = _event(_FACTS[name])
        committed(open_unit, Changes(posts=(PostChange(key=_MESSAGE.key, event=event),)))

        assert _posted(open_unit).trail == (event,)

    @pytest.mark.parametrize("state", list(Settled))
    def test_message_is_read_in_every_state(self, open_unit: OpenUnit, outbox: Outbox, state: Settled) -> None:
        """
        As it was committed, with what happened to it.
        """
        committed(open_unit, *_told())
        before = _posted(open_unit)
        committed(open_unit, _settled(outbox, state))

        settled = None if state is Settled.RETRY else state
        trail = (_event(_FATES[state]),) if state in _FATES else ()
        assert before == MessageTrail(message=_MESSAGE)
        assert _posted(open_unit) == MessageTrail(
            message=_MESSAGE, state=settled, reason="a_code", attempt=1, trail=trail
        )

    def test_unknown_and_foreign_messages_are_not_found(self, open_unit: OpenUnit) -> None:
        """
        They look the same, by key and by lead.
        """
        committed(open_unit, *_told())
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit, open_unit("globex", KIT_SCHEMA) as other:
            unknown = not_found(lambda: unit.posts.one("0" * 32), "0" * 32)
            foreign = not_found(lambda: other.posts.one(_MESSAGE.key), _MESSAGE.key)

            assert unknown == foreign
            assert unit.posts.of_lead("lead-9") == other.posts.of_lead("lead-1") == ()

    def test_posts_of_a_lead_ascend(self, open_unit: OpenUnit) -> None:
        """
        By the number of what caused them, then by key, from the number asked for, and none about another lead.
        """
        committed(open_unit, *_told(), changes_of(a_lead("lead-2")))
        later = evolve(_ASSIGNED, seq=7)
        messages = [a_message(later, "b"), a_message(later, "a"), a_message(a_lead("lead-2")), a_message(a_lead())]
        committed(open_unit, Changes(messages=tuple(messages)))

        def found(since: int) -> list[str]:
            with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                return [post.message.key for post in unit.posts.of_lead("lead-1", since)]

        mine = [one.key for one in sorted([*messages[:2], messages[3], _MESSAGE], key=lambda one: (one.seq, one.key))]
        assert [found(0), found(2), found(3), found(8)] == [mine, mine[1:], mine[2:], []]

    def test_trail_is_read_in_order(self, open_unit: OpenUnit) -> None:
        """
        However long it is, and by whichever way the message is read.
        """
        committed(open_unit, *_told())
        reports = [DeliveryReported(kind=DeliveryKind.SOFT_BOUNCE, at=NOW + timedelta(hours=one)) for one in range(12)]
        events = tuple(_event(fact, number) for number, fact in enumerate(reports, 1))
        for event in events:
            committed(open_unit, Changes(posts=(PostChange(key=_MESSAGE.key, event=event),)))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert [one.trail for one in unit.posts.of_lead("lead-1")] == [events]
            assert unit.posts.one(_MESSAGE.key).trail == events

    @pytest.mark.parametrize("seq", [1, 3])
    def test_number_of_a_trail_is_taken_once(self, open_unit: OpenUnit, seq: int) -> None:
        """
        An event whose number is taken or leaves a gap is refused, and the trail stays as it was.
        """
        committed(open_unit, *_told(), Changes(posts=(PostChange(key=_MESSAGE.key, event=_event(MessageSent())),)))

        with pytest.raises(Conflict):
            committed(open_unit, Changes(posts=(PostChange(key=_MESSAGE.key, event=_event(MessageSent(), seq)),)))

        assert _posted(open_unit).trail == (_event(MessageSent()),)

    def test_claim_says_how_long_the_trail_is(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        So that settling does not have to read it.
        """
        committed(open_unit, *_told())
        first = _claim(outbox)
        committed(open_unit, Changes(posts=(PostChange(key=_MESSAGE.key, event=_event(_FACTS["delivered"])),)))

        assert (first.told, _claim(outbox, later=1).told) == (0, 1)

    def test_settlement_whose_event_does_not_follow_is_refused(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        The message can still be settled after reading what was reported meanwhile.
        """
        committed(open_unit, *_told())
        stale = _settled(outbox, Settled.SENT)
        committed(open_unit, Changes(posts=(PostChange(key=_MESSAGE.key, event=_event(_FACTS["bounced"])),)))

        with pytest.raises(Conflict):
            committed(open_unit, stale)
        (post,) = stale.posts
        committed(open_unit, Changes(posts=(evolve(post, event=_event(MessageSent(), 2)),)))

        assert [one.fact for one in _posted(open_unit).trail] == [_FACTS["bounced"], MessageSent()]

    def test_dead_message_is_put_back(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        It is handed out from then on, its tries counted from the beginning.
        """
        at = NOW + timedelta(days=5)
        committed(open_unit, *_told())
        committed(open_unit, _settled(outbox, Settled.DEAD), _requeued(2, at=at))

        early = outbox.claim(SUPPLIER, "lease-2", at - timedelta(microseconds=1), at, 10)
        (claim,) = outbox.claim(SUPPLIER, "lease-3", at, at + _LEASE, 10)
        assert early == ()
        assert claim == Claim(message=_MESSAGE, lease="lease-3", attempt=1, since=at, told=2)
        assert _posted(open_unit).state is None

    @pytest.mark.parametrize("state", [None, Settled.SENT, Settled.CANCELLED, Settled.RETRY])
    def test_message_that_is_not_dead_is_not_put_back(
        self, open_unit: OpenUnit, outbox: Outbox, state: Settled | None
    ) -> None:
        """
        Nothing is sent twice by it.
        """
        committed(open_unit, *_told())
        if state is not None:
            committed(open_unit, _settled(outbox, state))
        follows = len(_posted(open_unit).trail) + 1

        for key, supplier_id in [(_MESSAGE.key, SUPPLIER), ("0" * 32, SUPPLIER), (_MESSAGE.key, "globex")]:
            with pytest.raises(Conflict):
                committed(open_unit, _requeued(follows, key=key), supplier_id=supplier_id)

    def test_mail_changes_nothing_of_a_lead_but_what_it_shows(self, open_unit: OpenUnit) -> None:
        """
        Neither its number nor when it was modified, and no timeline.
        """
        committed(open_unit, *_told(), _showing(EmailStatus.SENT))

        assert find(open_unit, "lead-1") == evolve(_ASSIGNED, email_status=EmailStatus.SENT, mail_seq=2)
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert len(unit.timeline.of("lead-1")) == 2
            assert unit.leads.page(None, 10) == (unit.leads.get("lead-1"),)

    def test_mail_that_shows_the_same_counts_as_well(self, open_unit: OpenUnit) -> None:
        """
        Without a status the lead shows what it did, and its number continues.
        """
        committed(open_unit, *_told(), _showing(EmailStatus.SENT), _showing(None, before=2, seq=2))

        assert find(open_unit, "lead-1") == evolve(_ASSIGNED, email_status=EmailStatus.SENT, mail_seq=3)
        with pytest.raises(Conflict):
            committed(open_unit, _showing(None, before=2, seq=3))

    def test_lead_shows_what_a_message_about_many_tells(self, open_unit: OpenUnit) -> None:
        """
        Changes without an event and a settlement show what became of the message on several leads.
        """
        other = changes_of(a_lead("lead-2"))
        committed(open_unit, *_told(), other)
        second = find(open_unit, "lead-2") or _ASSIGNED
        key, event = _MESSAGE.key, _event(MessageSent(), 1, _MESSAGE.key)
        shown = [
            EmailStatusUpdate(lead_id=one.id, assignment=one.assignment, mail_seq=one.mail_seq, status=EmailStatus.SENT)
            for one in (_ASSIGNED, second)
        ]
        posts = (PostChange(key=key, event=event), *(PostChange(key=key, shown=one) for one in shown))
        committed(open_unit, Changes(posts=posts))

        assert find(open_unit, "lead-1") == evolve(_ASSIGNED, email_status=EmailStatus.SENT, mail_seq=2)
        after = evolve(second, email_status=EmailStatus.SENT, mail_seq=second.mail_seq + 1)
        assert find(open_unit, "lead-2") == after
        assert _posted(open_unit).trail == (event,)
        with pytest.raises(Conflict):
            committed(open_unit, Changes(posts=(PostChange(key=key, shown=shown[1]),)))

    @pytest.mark.parametrize(("lead_id", "assignment", "mail_seq"), _OTHERWISE)
    def test_status_of_a_lead_that_stands_otherwise_is_refused(
        self, open_unit: OpenUnit, lead_id: str, assignment: int, mail_seq: int
    ) -> None:
        """
        It may have been reported by others meanwhile, or gone to somebody else; the message can still be settled.
        """
        committed(open_unit, *_told(), changes_of(a_lead("lead-2")))
        (post,) = _showing(EmailStatus.SENT).posts
        stale = EmailStatusUpdate(lead_id=lead_id, assignment=assignment, mail_seq=mail_seq, status=EmailStatus.SENT)

        with pytest.raises(Conflict):
            committed(open_unit, Changes(posts=(evolve(post, shown=stale),)))

        assert find(open_unit, "lead-1") == _ASSIGNED
        assert _posted(open_unit).trail == ()

    def test_who_works_on_a_lead_is_not_stopped_by_mail(self, open_unit: OpenUnit) -> None:
        """
        A change that was planned before the mail went out is written, and takes nothing back of what mail showed.
        """
        accepted = change_to(_ASSIGNED, Accepted())
        committed(open_unit, *_told(), _showing(EmailStatus.SENT), accepted)

        after = evolve(accepted.leads[0].after, email_status=EmailStatus.SENT, mail_seq=2)
        assert find(open_unit, "lead-1") == after

    def test_mail_is_not_stopped_by_who_works_on_a_lead(self, open_unit: OpenUnit) -> None:
        """
        What was read before somebody accepted the lead is shown all the same.
        """
        accepted = change_to(_ASSIGNED, Accepted())
        committed(open_unit, *_told(), accepted, _showing(EmailStatus.SENT))

        assert find(open_unit, "lead-1") == evolve(accepted.leads[0].after, email_status=EmailStatus.SENT, mail_seq=2)

    @pytest.mark.parametrize(
        "again",
        [Reassigned(assignee_id="ola", notice=_NOTICE), NoticeSent(kind=MessageKind.NEW_LEAD, notice=_NOTICE)],
        ids=["reassigned", "sent again"],
    )
    def test_telling_anew_counts_with_what_mail_has_changed(
        self, open_unit: OpenUnit, again: Reassigned | NoticeSent
    ) -> None:
        """
        The e-mail status is the new one, and its number continues, so that who read it before is refused.
        """
        anew = change_to(_ASSIGNED, again)
        committed(open_unit, *_told(), _showing(EmailStatus.DELIVERY_FAILED), anew)
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
        messages = tuple(a_message(_ASSIGNED, f"person-{number}") for number in range(THREADS))
        committed(open_unit, *_told(), Changes(messages=messages))

        run_all([partial(_show_all, open_unit, message, 5) for message in messages])

        lead = find(open_unit, "lead-1")
        assert lead is not None
        assert lead.mail_seq == 1 + 5 * THREADS


def _told() -> tuple[Changes, Changes]:
    """
    Return a lead that was received, and its assignment of which somebody is notified.
    """
    assigned = change_to(a_lead(), Assigned(partner_id="nordlys", by=AssignedBy.PERSON, notice=_NOTICE))
    return changes_of(a_lead()), evolve(assigned, messages=(_MESSAGE,))


def _event(fact: MessageFact, seq: int = 1, key: str = _MESSAGE.key) -> PostEvent:
    return PostEvent(key, seq, NOW + timedelta(minutes=seq), Actor("anna\u2028\u0085 n", Channel.API), fact)


def _claim(outbox: Outbox, later: int = 0) -> Claim:
    now = NOW + later * _LEASE
    (claim,) = outbox.claim(SUPPLIER, f"lease-{later}", now, now + _LEASE, 10)
    return claim


def _settled(outbox: Outbox, state: Settled) -> Changes:
    claim = _claim(outbox)
    due_at = NOW + timedelta(hours=1) if state is Settled.RETRY else None
    settlement = Settlement(lease=claim.lease, state=state, due_at=due_at, reason="a_code")
    event = _event(_FATES[state]) if state in _FATES else None
    return Changes(posts=(PostChange(key=claim.message.key, event=event, settlement=settlement),))


def _requeued(seq: int, *, key: str = _MESSAGE.key, at: datetime = NOW) -> Changes:
    event = evolve(_event(MessageRequeued(), seq, key), at=at)
    return Changes(posts=(PostChange(key=key, event=event),))


def _showing(status: EmailStatus | None, *, before: int = 1, seq: int = 1, key: str = _MESSAGE.key) -> Changes:
    shown = EmailStatusUpdate(lead_id="lead-1", assignment=_ASSIGNED.assignment, mail_seq=before, status=status)
    return Changes(posts=(PostChange(key=key, event=_event(MessageSent(), seq, key), shown=shown),))


def _posted(open_unit: OpenUnit) -> MessageTrail:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        return unit.posts.one(_MESSAGE.key)


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
