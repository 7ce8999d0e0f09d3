"""
What a store must do with what happens to messages: keep their trails, and show it on leads without touching them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import pytest
from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.notifications import (
    DeliveryKind,
    DeliveryReported,
    MessageCancelled,
    MessageFact,
    MessageFailed,
    MessageRequeued,
    MessageSent,
    MessageTrail,
    PostChange,
    Settled,
    Settlement,
)
from leadflow.errors import Conflict
from leadflow.ports import Claim, OpenUnit, Outbox
from leadflow.testing.builders import KIT_SCHEMA, NOW, SUPPLIER, a_lead, a_message, changes_of
from leadflow.testing.contracts.forgetting import ForgettingContract
from leadflow.testing.contracts.posted_mail import ASSIGNED, MESSAGE, post_event, posted, told
from leadflow.testing.contracts.shown_mail import ShownMailContract
from leadflow.testing.contracts.store import committed, not_found

__all__ = ["PostsContract"]

_LEASE: Final = timedelta(minutes=5)
_FATES: Final[dict[Settled, MessageFact]] = {
    Settled.SENT: MessageSent(),
    Settled.DEAD: MessageFailed("a"),
    Settled.CANCELLED: MessageCancelled("a"),
}

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


class PostsContract(ForgettingContract, ShownMailContract):
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
        committed(open_unit, *told())
        event = post_event(_FACTS[name])
        committed(open_unit, Changes(posts=(PostChange(key=MESSAGE.key, event=event),)))

        assert posted(open_unit).trail == (event,)

    @pytest.mark.parametrize("state", list(Settled))
    def test_message_is_read_in_every_state(self, open_unit: OpenUnit, outbox: Outbox, state: Settled) -> None:
        """
        As it was committed, with what happened to it.
        """
        committed(open_unit, *told())
        before = posted(open_unit)
        committed(open_unit, _settled(outbox, state))

        settled = None if state is Settled.RETRY else state
        trail = (post_event(_FATES[state]),) if state in _FATES else ()
        assert before == MessageTrail(message=MESSAGE)
        assert posted(open_unit) == MessageTrail(
            message=MESSAGE, state=settled, reason="a_code", attempt=1, trail=trail
        )

    def test_unknown_and_foreign_messages_are_not_found(self, open_unit: OpenUnit) -> None:
        """
        They look the same, by key and by lead.
        """
        committed(open_unit, *told())
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit, open_unit("globex", KIT_SCHEMA) as other:
            unknown = not_found(lambda: unit.posts.one("0" * 32), "0" * 32)
            foreign = not_found(lambda: other.posts.one(MESSAGE.key), MESSAGE.key)

            assert unknown == foreign
            assert unit.posts.of_lead("lead-9") == other.posts.of_lead("lead-1") == ()

    def test_posts_of_a_lead_ascend(self, open_unit: OpenUnit) -> None:
        """
        By the number of what caused them, then by key, from the number asked for, and none about another lead.
        """
        committed(open_unit, *told(), changes_of(a_lead("lead-2")))
        later = evolve(ASSIGNED, seq=7)
        messages = [a_message(later, "b"), a_message(later, "a"), a_message(a_lead("lead-2")), a_message(a_lead())]
        committed(open_unit, Changes(messages=tuple(messages)))

        def found(since: int) -> list[str]:
            with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                return [post.message.key for post in unit.posts.of_lead("lead-1", since)]

        mine = [one.key for one in sorted([*messages[:2], messages[3], MESSAGE], key=lambda one: (one.seq, one.key))]
        assert [found(0), found(2), found(3), found(8)] == [mine, mine[1:], mine[2:], []]

    def test_trail_is_read_in_order(self, open_unit: OpenUnit) -> None:
        """
        However long it is, and by whichever way the message is read.
        """
        committed(open_unit, *told())
        reports = [DeliveryReported(kind=DeliveryKind.SOFT_BOUNCE, at=NOW + timedelta(hours=one)) for one in range(12)]
        events = tuple(post_event(fact, number) for number, fact in enumerate(reports, 1))
        for event in events:
            committed(open_unit, Changes(posts=(PostChange(key=MESSAGE.key, event=event),)))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert [one.trail for one in unit.posts.of_lead("lead-1")] == [events]
            assert unit.posts.one(MESSAGE.key).trail == events

    @pytest.mark.parametrize("seq", [1, 3])
    def test_number_of_a_trail_is_taken_once(self, open_unit: OpenUnit, seq: int) -> None:
        """
        An event whose number is taken or leaves a gap is refused, and the trail stays as it was.
        """
        committed(open_unit, *told(), Changes(posts=(PostChange(key=MESSAGE.key, event=post_event(MessageSent())),)))

        with pytest.raises(Conflict):
            committed(open_unit, Changes(posts=(PostChange(key=MESSAGE.key, event=post_event(MessageSent(), seq)),)))

        assert posted(open_unit).trail == (post_event(MessageSent()),)

    def test_claim_says_how_long_the_trail_is(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        So that settling does not have to read it.
        """
        committed(open_unit, *told())
        first = _claim(outbox)
        committed(open_unit, Changes(posts=(PostChange(key=MESSAGE.key, event=post_event(_FACTS["delivered"])),)))

        assert (first.told, _claim(outbox, later=1).told) == (0, 1)

    def test_settlement_whose_event_does_not_follow_is_refused(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        The message can still be settled after reading what was reported meanwhile.
        """
        committed(open_unit, *told())
        stale = _settled(outbox, Settled.SENT)
        committed(open_unit, Changes(posts=(PostChange(key=MESSAGE.key, event=post_event(_FACTS["bounced"])),)))

        with pytest.raises(Conflict):
            committed(open_unit, stale)
        (post,) = stale.posts
        committed(open_unit, Changes(posts=(evolve(post, event=post_event(MessageSent(), 2)),)))

        assert [one.fact for one in posted(open_unit).trail] == [_FACTS["bounced"], MessageSent()]

    def test_dead_message_is_put_back(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        It is handed out from then on, its tries counted from the beginning.
        """
        at = NOW + timedelta(days=5)
        committed(open_unit, *told())
        committed(open_unit, _settled(outbox, Settled.DEAD), _requeued(2, at=at))

        early = outbox.claim(SUPPLIER, "lease-2", at - timedelta(microseconds=1), at, 10)
        (claim,) = outbox.claim(SUPPLIER, "lease-3", at, at + _LEASE, 10)
        assert early == ()
        assert claim == Claim(message=MESSAGE, lease="lease-3", attempt=1, since=at, told=2)
        assert posted(open_unit).state is None

    @pytest.mark.parametrize("state", [None, Settled.SENT, Settled.CANCELLED, Settled.RETRY])
    def test_message_that_is_not_dead_is_not_put_back(
        self, open_unit: OpenUnit, outbox: Outbox, state: Settled | None
    ) -> None:
        """
        Nothing is sent twice by it.
        """
        committed(open_unit, *told())
        if state is not None:
            committed(open_unit, _settled(outbox, state))
        follows = len(posted(open_unit).trail) + 1

        for key, supplier_id in [(MESSAGE.key, SUPPLIER), ("0" * 32, SUPPLIER), (MESSAGE.key, "globex")]:
            with pytest.raises(Conflict):
                committed(open_unit, _requeued(follows, key=key), supplier_id=supplier_id)


def _claim(outbox: Outbox, later: int = 0) -> Claim:
    now = NOW + later * _LEASE
    (claim,) = outbox.claim(SUPPLIER, f"lease-{later}", now, now + _LEASE, 10)
    return claim


def _settled(outbox: Outbox, state: Settled) -> Changes:
    claim = _claim(outbox)
    due_at = NOW + timedelta(hours=1) if state is Settled.RETRY else None
    settlement = Settlement(lease=claim.lease, state=state, due_at=due_at, reason="a_code")
    event = post_event(_FATES[state]) if state in _FATES else None
    return Changes(posts=(PostChange(key=claim.message.key, event=event, settlement=settlement),))


def _requeued(seq: int, *, key: str = MESSAGE.key, at: datetime = NOW) -> Changes:
    event = evolve(post_event(MessageRequeued(), seq, key), at=at)
    return Changes(posts=(PostChange(key=key, event=event),))
