"""
The contract of an outbox.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Final, cast

import pytest
from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.facts import Accepted, Deactivated
from leadflow.core.notifications import MessageKind, PostChange, Settled, Settlement
from leadflow.errors import Conflict
from leadflow.ports import Claim, OpenUnit, Outbox
from leadflow.testing.builders import (
    KIT_SCHEMA,
    NOW,
    SUPPLIER,
    a_lead,
    a_message,
    an_export_message,
    change_to,
    changes_of,
)
from leadflow.testing.contracts.store import THREADS, StoreContract, committed, find, run_all

__all__ = ["OutboxContract"]

_LEASE: Final = timedelta(minutes=5)
_LATER: Final = NOW + _LEASE


class _Newer(StrEnum):
    """
    A kind of message that this build does not know.
    """

    SURVEY = "survey_of_a_newer_build"


class OutboxContract(StoreContract):
    """
    What every `Outbox` must do. Inherit it and override the fixtures `open_unit` and `outbox`, of one store.
    """

    @pytest.fixture
    def outbox(self) -> Outbox:
        """
        Override this: the outbox of what `open_unit` writes.
        """
        raise NotImplementedError("override the fixture outbox: the outbox of what open_unit writes")

    def test_committed_message_is_handed_out(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A message that was committed with its lead is handed out as it was, for the first time.
        """
        committed(open_unit, _told("maja"))

        assert _claim(outbox) == (Claim(message=a_message(a_lead(), "maja"), lease="lease-1", attempt=1),)

    def test_every_message_of_a_commit_is_handed_out(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A commit with several messages about several leads loses none of them.
        """
        leads = [a_lead(f"lead-{number}") for number in range(5)]
        messages = [a_message(lead, who) for lead in leads for who in ("maja", "ola")]
        committed(open_unit, evolve(changes_of(*leads), messages=tuple(messages)))

        assert {claim.message for claim in _claim(outbox, most=50)} == set(messages)

    def test_message_of_a_refused_commit_is_not_handed_out(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A commit that is refused sends nothing.
        """
        committed(open_unit, changes_of(a_lead()))
        with pytest.raises(Conflict):
            committed(open_unit, _told("maja"))

        assert _claim(outbox) == ()

    def test_message_without_a_commit_is_not_handed_out(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A unit that is left without a commit sends nothing, and an empty outbox gives nothing.
        """
        with open_unit(SUPPLIER, KIT_SCHEMA):
            pass

        assert _claim(outbox) == ()

    def test_message_that_is_not_due_waits(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A message is due from the moment it was made, and not before.
        """
        committed(open_unit, _told("maja", at=NOW + timedelta(microseconds=1)))

        assert _claim(outbox, now=NOW) == ()
        assert len(_claim(outbox, now=NOW + timedelta(microseconds=1))) == 1

    def test_oldest_messages_go_first(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        Of the messages that are due the oldest are handed out, in the order of their age.
        """
        lead, order = a_lead(), ["c", "a", "d", "b"]
        messages = [a_message(lead, who, created_at=NOW + timedelta(seconds=ord(who))) for who in order]
        committed(open_unit, evolve(changes_of(lead), messages=tuple(messages)))

        now = NOW + timedelta(hours=1)
        first, rest = _claim(outbox, "lease-1", now=now, most=3), _claim(outbox, "lease-2", now=now, most=3)

        assert [_names(first), _names(rest)] == [["a", "b", "c"], ["d"]]

    def test_leased_message_is_not_given_to_another(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        While a lease lasts, nobody else is given the message.
        """
        committed(open_unit, _told("maja"))
        _claim(outbox, "lease-1")

        assert _claim(outbox, "lease-2", now=_LATER - timedelta(microseconds=1)) == ()

    def test_message_comes_back_when_the_lease_ends(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A message that was not settled is given again once its lease has ended, and the attempt counts.
        """
        committed(open_unit, _told("maja"))
        _claim(outbox, "lease-1")

        again = _claim(outbox, "lease-2", now=_LATER)

        assert [(claim.lease, claim.attempt) for claim in again] == [("lease-2", 2)]

    def test_message_about_no_lead_waits_for_nobody(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        Two exports for one person are handed out at once, as they were committed, and without a lead.
        """
        messages = (an_export_message("export-1"), an_export_message("export-2"))
        committed(open_unit, Changes(messages=messages))

        assert {claim.message for claim in _claim(outbox)} == set(messages)

    def test_message_that_is_there_already_stays_as_it_is(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A message that is committed again is sent once, whether or not the first one is sent already.
        """
        written = Changes(messages=(an_export_message(),))
        committed(open_unit, written, written)
        (claim,) = _claim(outbox)
        committed(open_unit, _settled([claim], Settled.SENT), written)

        assert _claim(outbox, now=_LATER) == ()

    def test_message_waits_for_an_earlier_one(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        Messages about one lead to one person go out in their order: the later waits until the earlier is settled.
        """
        lead = a_lead()
        committed(open_unit, _told("maja"), change_to(lead, Accepted()))
        later = a_message(evolve(lead, seq=2), "maja", created_at=NOW - timedelta(hours=1))
        other = a_message(evolve(lead, seq=2), "erik")
        committed(open_unit, Changes(messages=(later, other)))
        first = _claim(outbox, "lease-1")
        committed(open_unit, *(_settled([one], Settled.RETRY, due_at=_LATER) for one in first))
        between = _claim(outbox, "lease-2", now=_LATER - timedelta(microseconds=1))
        (again,) = [one for one in _claim(outbox, "lease-3", now=_LATER) if one.message.seq == 1]
        committed(open_unit, _settled([again], Settled.SENT))

        assert sorted((one.message.seq, one.message.recipient_id) for one in first) == [(1, "maja"), (2, "erik")]
        assert between == ()
        assert later in [one.message for one in _claim(outbox, "lease-4", now=_LATER)]

    @pytest.mark.parametrize("state", [Settled.SENT, Settled.DEAD, Settled.CANCELLED])
    def test_settled_message_does_not_come_back(self, open_unit: OpenUnit, outbox: Outbox, state: Settled) -> None:
        """
        What is sent or dead is never given again.
        """
        committed(open_unit, _told("maja"))
        claims = _claim(outbox)
        committed(open_unit, _settled(claims, state))

        assert _claim(outbox, "lease-2", now=NOW + timedelta(days=400)) == ()

    def test_message_to_be_tried_again_waits_until_then(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A message settled for another try is given again when that is due, not before, and the attempt counts.
        """
        committed(open_unit, _told("maja"))
        claims, due_at = _claim(outbox), NOW + timedelta(hours=6)
        committed(open_unit, _settled(claims, Settled.RETRY, due_at=due_at))

        early = _claim(outbox, "lease-2", now=due_at - timedelta(microseconds=1))
        again = _claim(outbox, "lease-2", now=due_at)

        assert (early, [claim.attempt for claim in again]) == ((), [2])

    def test_message_to_be_tried_again_may_be_due_at_once(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A message settled for another try does not wait for the end of the lease that was given back.
        """
        committed(open_unit, _told("maja"))
        committed(open_unit, _settled(_claim(outbox), Settled.RETRY, due_at=NOW))

        assert len(_claim(outbox, "lease-2")) == 1

    def test_settlement_with_a_lost_lease_is_refused(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        Who lost the lease to another cannot settle the message any more; the other can.
        """
        committed(open_unit, _told("maja"))
        lost, held = _claim(outbox, "lease-1"), _claim(outbox, "lease-2", now=_LATER)

        with pytest.raises(Conflict):
            committed(open_unit, _settled(lost, Settled.DEAD))

        committed(open_unit, _settled(held, Settled.SENT))

    def test_settlement_is_refused_twice(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A message is settled once.
        """
        committed(open_unit, _told("maja"))
        settled = _settled(_claim(outbox), Settled.SENT)
        committed(open_unit, settled)

        with pytest.raises(Conflict):
            committed(open_unit, settled)

    def test_settlement_after_giving_the_lease_back_is_refused(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        Who gave a message back for another try cannot settle it under the old lease.
        """
        committed(open_unit, _told("maja"))
        claims = _claim(outbox)
        committed(open_unit, _settled(claims, Settled.RETRY, due_at=_LATER))

        with pytest.raises(Conflict):
            committed(open_unit, _settled(claims, Settled.SENT))

    def test_unclaimed_message_cannot_be_settled(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A message that nobody claimed cannot be settled, and stays to be sent.
        """
        committed(open_unit, _told("maja"))

        with pytest.raises(Conflict):
            committed(open_unit, _settlement(a_message(a_lead()).key, "lease-1", Settled.SENT))

        assert len(_claim(outbox)) == 1

    def test_unknown_message_cannot_be_settled(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A key that no message has is refused.
        """
        with pytest.raises(Conflict):
            committed(open_unit, _settlement("0" * 32, "lease-1", Settled.SENT))

        assert _claim(outbox) == ()

    def test_event_of_a_refused_settlement_is_not_written(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A settlement that is refused takes everything else of its commit along.
        """
        committed(open_unit, _told("maja"))
        _claim(outbox, "lease-1")
        told = change_to(a_lead(), Deactivated())
        lost = _settlement(a_message(a_lead()).key, "lease-0", Settled.SENT)

        with pytest.raises(Conflict):
            committed(open_unit, evolve(told, posts=lost.posts))

        assert find(open_unit, "lead-1") == a_lead()

    def test_settlement_of_a_stale_lead_is_not_written(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A settlement whose event is refused is not written either: the message can still be settled.
        """
        committed(open_unit, _told("maja"))
        settled = _settled(_claim(outbox), Settled.SENT)
        with pytest.raises(Conflict):
            committed(open_unit, evolve(changes_of(a_lead()), posts=settled.posts))

        committed(open_unit, settled)

        assert _claim(outbox, "lease-2", now=NOW + timedelta(days=1)) == ()

    def test_message_outlives_later_changes_of_its_lead(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A message stays as it was when its lead changes after it.
        """
        committed(open_unit, _told("maja"), change_to(a_lead(), Deactivated()))

        assert [claim.message for claim in _claim(outbox)] == [a_message(a_lead(), "maja")]

    def test_foreign_messages_are_not_handed_out(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        Messages of another supplier are in no answer.
        """
        committed(open_unit, _told("maja"))

        assert outbox.claim("globex", "lease-1", NOW, _LATER, 10) == ()

    def test_foreign_message_cannot_be_settled(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        Another supplier cannot settle a message, even under the lease that holds it.
        """
        committed(open_unit, _told("maja"))
        claims = _claim(outbox)

        with pytest.raises(Conflict):
            committed(open_unit, _settled(claims, Settled.SENT), supplier_id="globex")

        assert len(_claim(outbox, "lease-2", now=_LATER)) == 1

    def test_message_that_cannot_be_read_stops_no_other(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A message of a kind that only a newer build knows is put off automatically: the others are handed out, also
        where it is the first in the queue, and each counts its own attempts. A store that keeps values as they are may
        hand it out.
        """
        newer = evolve(a_message(a_lead(), "ann", created_at=NOW - _LEASE), kind=cast("MessageKind", _Newer.SURVEY))
        told = _told("maja", "ola")
        committed(open_unit, evolve(told, messages=(newer, *told.messages)))
        claims = [
            one
            for number in range(3)
            for one in _claim(outbox, f"lease-{number}", most=1)
            if one.message.key != newer.key
        ]

        assert [(one.message.recipient_id, one.attempt) for one in sorted(claims, key=_recipient)] == [
            ("maja", 1),
            ("ola", 1),
        ]

    def test_claim_without_a_try_is_no_attempt(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        A message that is given back before any mailer was tried is given again as if it had not been claimed.
        """
        committed(open_unit, _told("maja"))
        (claim,) = _claim(outbox)
        given_back = Settlement(lease=claim.lease, state=Settled.RETRY, due_at=NOW, reason="store_failed", tried=False)
        committed(open_unit, Changes(posts=(PostChange(key=claim.message.key, settlement=given_back),)))

        assert [one.attempt for one in _claim(outbox, "lease-2")] == [1]

    @pytest.mark.usefixtures("interleaved")
    def test_each_message_goes_to_one_of_many_relays(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        Relays that claim at the same time get every message, and each message once.
        """
        messages = {a_message(a_lead(), f"person-{number}") for number in range(40)}
        committed(open_unit, evolve(changes_of(a_lead()), messages=tuple(messages)))

        taken = run_all([partial(_claim_all, outbox, f"lease-{number}") for number in range(THREADS)])

        keys = [key for some in taken if isinstance(some, list) for key in some]
        assert sorted(keys) == sorted(message.key for message in messages)


def _told(*people: str, at: datetime = NOW) -> Changes:
    """
    Return a new lead with messages about it.
    """
    messages = tuple(a_message(a_lead(), who, created_at=at) for who in people)
    return evolve(changes_of(a_lead()), messages=messages)


def _claim(outbox: Outbox, lease: str = "lease-1", *, now: datetime = NOW, most: int = 10) -> tuple[Claim, ...]:
    return outbox.claim(SUPPLIER, lease, now, now + _LEASE, most)


def _claim_all(outbox: Outbox, lease: str) -> list[str]:
    """
    Claim until nothing is left, or more often than an honest outbox lets anybody.
    """
    keys: list[str] = []
    while len(keys) < 100 and (claims := _claim(outbox, lease, most=3)):
        keys += [claim.message.key for claim in claims]
    return keys


def _settlement(key: str, lease: str, state: Settled, due_at: datetime | None = None) -> Changes:
    reason = None if state is Settled.SENT else "deferred"
    settlement = Settlement(lease=lease, state=state, due_at=due_at, reason=reason)
    return Changes(posts=(PostChange(key=key, settlement=settlement),))


def _settled(claims: Sequence[Claim], state: Settled, due_at: datetime | None = None) -> Changes:
    (claim,) = claims
    return _settlement(claim.message.key, claim.lease, state, due_at)


def _recipient(claim: Claim) -> str:
    return claim.message.recipient_id


def _names(claims: Sequence[Claim]) -> list[str]:
    return [claim.message.recipient_id for claim in claims]
