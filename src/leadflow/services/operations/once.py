"""
Makes a call once under its idempotency key, and gives its first result again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Generic, TypeVar

from attrs import evolve, frozen

from leadflow.core.access import Act
from leadflow.core.changes import Changes, Put
from leadflow.core.handling import LeadMerge, LeadMove, Refusal
from leadflow.core.idempotency import CallKey, CompletedCall, CompletedCalls, LeadSpan
from leadflow.core.lengths import about_id
from leadflow.core.notifications import Message, RecipientDecision, choose_mailed_recipients, recall_recipients
from leadflow.core.partners import Partner
from leadflow.core.problems import Problem
from leadflow.core.timeline import LeadChange
from leadflow.errors import InvalidInput
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.required_records import account_of

__all__ = ["Once", "once", "once_merged", "once_moved", "once_read"]

T_co = TypeVar("T_co", covariant=True)
R = TypeVar("R")


@frozen(kw_only=True)
class Once(Generic[T_co]):
    """
    A call with an idempotency key.

    Attributes:
        key: Of the call.
        recall: Returns the first result, of what is stored.
    """

    key: CallKey
    recall: Callable[[UnitOfWork, CompletedCall], T_co]

    def calls(self, unit: UnitOfWork) -> CompletedCalls:
        """
        Read the calls of the key's bucket.
        """
        return unit.records.one(CompletedCalls, self.key.bucket) or CompletedCalls(bucket=self.key.bucket)

    def earlier(self, calls: CompletedCalls, now: datetime) -> CompletedCall | None:
        """
        Return the call as it was made earlier; None if it was not.

        Raises:
            InvalidInput: Another call was made under the key (``idempotency_key_used``). Nothing was written.
        """
        found = calls.find(self.key, now)
        if found is not None and found.call != self.key.call:
            message = "another call was made with this key; use a new key for each call. Nothing was written"
            raise InvalidInput((Problem(code="idempotency_key_used", path="idempotency_key", message=message),))
        return found

    def noted(self, changes: Changes, calls: CompletedCalls, now: datetime) -> Changes:
        """
        Return *changes* with the key: a store refuses the commit if somebody else has added a key to its bucket since.
        """
        leads = tuple(LeadSpan(lead_id=one.lead_id, since=one.follows, seq=one.after.seq) for one in changes.leads)
        call = CompletedCall(digest=self.key.digest, call=self.key.call, at=now, leads=leads)
        return evolve(changes, puts=(*changes.puts, Put(calls.adding(call), before=calls if calls.calls else None)))


def once(caller: Caller, key: str | None, result: Callable[..., R], act: Act, *arguments: object) -> Once[R] | None:
    """
    Return how a call of *caller* is made once; None without a key. *result* makes what it returns, of its change, its
    messages and its recipients.

    Raises:
        InvalidInput: The key cannot be one: it is empty, too long or has control characters. Nothing was written.
    """
    if key is None:
        return None

    def recall(unit: UnitOfWork, call: CompletedCall) -> R:
        span = call.leads[0]
        caller.check(act, span.lead_id)
        change = _change(caller, unit, span)
        decision = _recipients(unit, change)
        return result(change=change, messages=_messages(unit, span, decision), recipients=decision)

    return Once(key=_key_of(caller, key, act, *arguments), recall=recall)


def once_moved(caller: Caller, key: str | None, act: Act, *arguments: object) -> Once[LeadMove | Refusal] | None:
    """
    Return how a call of *caller* is made once that gives a lead a duplicate; None without a key.

    Raises:
        InvalidInput: The key cannot be one: it is empty, too long or has control characters. Nothing was written.
    """
    if key is None:
        return None

    def recall(unit: UnitOfWork, call: CompletedCall) -> LeadMove:
        original, *made = call.leads
        caller.check(act, original.lead_id)
        before = _change(caller, unit, original)
        told = set(_posted(unit, original))
        partner = unit.records.one(Partner, before.after.partner_id or "")
        decision = choose_mailed_recipients(account_of(unit, partner), told) if partner and told else None
        messages = _messages(unit, original, decision)
        if not made:
            return LeadMove(original=before, change=before, messages=messages, recipients=decision)
        after = _change(caller, unit, made[0])
        decision = _recipients(unit, after) or decision
        messages += _messages(unit, made[0], decision)
        return LeadMove(original=before, change=after, messages=messages, recipients=decision)

    return Once(key=_key_of(caller, key, act, *arguments), recall=recall)


def once_merged(caller: Caller, key: str | None, act: Act, *arguments: object) -> Once[LeadMerge | Refusal] | None:
    """
    Return how a call of *caller* is made once that merges two leads; None without a key.

    Raises:
        InvalidInput: The key cannot be one: it is empty, too long or has control characters. Nothing was written.
    """
    if key is None:
        return None

    def recall(unit: UnitOfWork, call: CompletedCall) -> LeadMerge:
        stays, other = call.leads
        caller.check(act, stays.lead_id)
        return LeadMerge(change=_change(caller, unit, stays), merged=_change(caller, unit, other))

    return Once(key=_key_of(caller, key, act, *arguments), recall=recall)


def once_read(
    caller: Caller, key: str | None, act: Act, read: Callable[[UnitOfWork, str, int], R], *arguments: object
) -> Once[R | Refusal] | None:
    """
    Return how a call of *caller* is made once whose result *read* gives, by the id of the first lead that the call
    changed and the number of its first event there; None without a key.

    Raises:
        InvalidInput: The key cannot be one: it is empty, too long or has control characters. Nothing was written.
    """
    if key is None:
        return None

    def recall(unit: UnitOfWork, call: CompletedCall) -> R:
        span = call.leads[0]
        caller.check(act, span.lead_id)
        return read(unit, span.lead_id, span.since + 1)

    return Once(key=_key_of(caller, key, act, *arguments), recall=recall)


def _key_of(caller: Caller, key: str, act: Act, *arguments: object) -> CallKey:
    wrong = about_id(key, "idempotency_key") if key else (_EMPTY,)
    if wrong:
        raise InvalidInput(wrong)
    return CallKey.of(caller.actor, key, act.value, *arguments)


_EMPTY = Problem(
    code="id_empty", path="idempotency_key", message="the key is empty; give each call a key of its own, or none"
)


def _change(caller: Caller, unit: UnitOfWork, span: LeadSpan) -> LeadChange:
    lead, events = unit.leads.get(span.lead_id), unit.timeline.of(span.lead_id)
    return LeadChange.recalled(lead, events, span.since, span.seq, caller.setting.programme.schema.leads)


def _recipients(unit: UnitOfWork, change: LeadChange) -> RecipientDecision | None:
    notices = (getattr(one.fact, "notice", None) for one in reversed(change.events))
    notice = next((one for one in notices if one is not None), None)
    if notice is None:
        return None
    partner = unit.records.one(Partner, change.after.partner_id or "")
    return recall_recipients(notice, account_of(unit, partner) if partner else None)


def _messages(unit: UnitOfWork, span: LeadSpan, decision: RecipientDecision | None) -> tuple[Message, ...]:
    """
    Return the messages of the call, in the order in which their recipients were decided.
    """
    found = _posted(unit, span)
    return tuple(found[one.person_id] for one in (decision.included if decision else ()) if one.person_id in found)


def _posted(unit: UnitOfWork, span: LeadSpan) -> dict[str, Message]:
    """
    Return the messages of the call about a lead, by recipient.
    """
    posts = unit.posts.of_lead(span.lead_id, span.since + 1)
    return {one.message.recipient_id: one.message for one in posts if one.message.seq <= span.seq}
