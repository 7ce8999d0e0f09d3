"""
Carrying claimed messages to the mailer, one after the other, each settled before the next is made ready.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Semaphore
from typing import Final

from attrs import define, frozen

from leadflow.core.actors import Actor
from leadflow.core.changes import Changes
from leadflow.core.handling.telling import shown_after
from leadflow.core.leads import Lead
from leadflow.core.notifications import (
    Mail,
    MessageCancelled,
    MessageFact,
    MessageFailed,
    MessageSent,
    PostChange,
    PostEvent,
    Settled,
    Settlement,
)
from leadflow.errors import Conflict, MailDeferred, MailRefused, NotFound, PortError
from leadflow.ports import Claim, Mailer, UnitOfWork
from leadflow.services.planned import planned
from leadflow.services.relayed import Attempt, Relayed
from leadflow.services.rendering import Cancelled, MailRoom, Unsendable
from leadflow.services.setting import Setting

__all__ = ["Carrier", "next_try"]

_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=6)
_TRIES: Final = 10
_OLDEST: Final = timedelta(hours=72)
_FRESH: Final = 1.0
_CODE: Final = re.compile(r"[a-z][a-z0-9_.]{0,60}")

_COUNTED: Final = {
    Settled.SENT: Relayed(sent=1),
    Settled.RETRY: Relayed(deferred=1),
    Settled.DEAD: Relayed(dead=1),
    Settled.CANCELLED: Relayed(cancelled=1),
}


def next_try(now: datetime, attempt: int, dice: Callable[[], float]) -> datetime:
    """
    Return when to try again after *attempt* tries: within 30 s x 2^n, at most six hours, by full jitter.

    Relays that failed together so do not come back together.
    """
    longest = min(_FIRST_WAIT * (1 << min(attempt - 1, 20)), _LONGEST_WAIT)
    return now + longest * dice()


@define
class _Carried:
    """
    A message on its way: for a lead that stood so when its mail was made, and what became of it in the end.
    """

    claim: Claim
    settlement: Settlement
    mail: Mail | None = None
    lead: Lead | None = None
    template_failed: bool = False


@frozen
class Carrier:
    """
    Sends what a relay has claimed; *line* says how many of several carriers may send at once.
    """

    setting: Setting
    actor: Actor
    mailer: Mailer
    line: Semaphore
    dice: Callable[[], float]
    observe: Callable[[Attempt], None] | None
    room: MailRoom

    def carry(self, claims: Sequence[Claim], until: datetime) -> Relayed:
        """
        Make ready, send and settle each of *claims* in turn; those that are left at *until* are not begun.

        Raises:
            PortError: The store failed. What was not settled comes back when its lease ends.
        """
        done = Relayed()
        for claim in claims:
            if self.setting.clock() >= until:
                break
            one = self._deliver(claim, until)
            if one is None:
                break
            done += self._settle(one)
        return done

    def _deliver(self, claim: Claim, until: datetime) -> _Carried | None:
        """
        Make the mail of a claimed message, and send it once there is a line for it; None if that is not before *until*.

        The lead is looked at within a second before.
        """
        one = self._ready(claim)
        while one.mail is not None and not self.line.acquire(timeout=_FRESH):
            if self.setting.clock() >= until:
                return None
            one = self._ready(claim)
        if one.mail is None:
            return one
        try:
            return self._send(one, one.mail) if self.setting.clock() < until else None
        finally:
            self.line.release()

    def _ready(self, claim: Claim) -> _Carried:
        """
        Make the mail of a claimed message, or note why there is none; only the store's own failures get through.
        """
        one = _Carried(claim, Settlement(lease=claim.lease, state=Settled.SENT))
        try:
            rendered = self.room.render(claim.message, self.setting.clock())
        except Unsendable as error:
            one.settlement = _ended(claim, Settled.DEAD, str(error))
        except Cancelled as error:
            one.settlement = _ended(claim, Settled.CANCELLED, str(error))
        except PortError:
            raise
        except Exception as error:
            one.settlement = _ended(claim, Settled.DEAD, f"not_rendered_{type(error).__name__}")
        else:
            one.mail, one.lead, one.template_failed = rendered.mail, rendered.lead, rendered.template_failed
        return one

    def _send(self, one: _Carried, mail: Mail) -> _Carried:
        try:
            self.mailer.send(mail)
        except MailRefused as error:
            one.settlement = _ended(one.claim, Settled.DEAD, _code(error, "refused"))
        except MailDeferred as error:
            one.settlement = self._again(one.claim, _code(error, "deferred"))
        except Exception as error:
            one.settlement = self._again(one.claim, f"mailer_{type(error).__name__}")
        return one

    def _again(self, claim: Claim, reason: str) -> Settlement:
        now = self.setting.clock()
        if claim.attempt >= _TRIES:
            return _ended(claim, Settled.DEAD, "tries_used_up")
        if now - (claim.since or claim.message.created_at) >= _OLDEST:
            return _ended(claim, Settled.DEAD, "too_old")
        due_at = next_try(now, claim.attempt, self.dice)
        return Settlement(lease=claim.lease, state=Settled.RETRY, reason=reason, due_at=due_at)

    def _settle(self, one: _Carried) -> Relayed:
        """
        Write what became of a message, and count it unless another relay holds it by now.
        """
        settlement, message = one.settlement, one.claim.message
        try:
            self._write(one)
        except (Conflict, _Lost):
            return Relayed()
        if self.observe is not None:
            attempt = Attempt(
                kind=message.kind,
                outcome=settlement.state,
                reason=settlement.reason,
                attempt=one.claim.attempt,
                age=self.setting.clock() - message.created_at,
                template_failed=one.template_failed,
            )
            with suppress(Exception):
                self.observe(attempt)
        return _COUNTED[settlement.state]

    def _write(self, one: _Carried) -> None:
        """
        Write what became of a message on its trail, and what its lead shows of that.

        Nothing is read for a message that was sent, unless something was told of it before or its lead has come to show
        something else since its mail was made: then the store refuses, and both are read.
        """
        known = [(one.claim.told == 0, one.lead)]

        def plan(unit: UnitOfWork) -> tuple[None, Changes]:
            untold, lead = known.pop() if known else (False, None)
            return None, Changes(posts=(self._change(unit, one, untold, lead),))

        planned(self.setting, plan)

    def _change(self, unit: UnitOfWork, one: _Carried, untold: bool, lead: Lead | None) -> PostChange:
        claim, message, settlement = one.claim, one.claim.message, one.settlement
        trail = () if untold else self._trail(unit, claim)
        fact = _fact(settlement)
        if fact is None:
            return PostChange(key=message.key, settlement=settlement)
        event = PostEvent(message.key, len(trail) + 1, self.setting.clock(), self.actor, fact)
        about = lead or _lead(unit, message.lead_id)
        if about is None:
            return PostChange(key=message.key, event=event, settlement=settlement)
        shown = shown_after(about, message, (*trail, event), lambda: unit.posts.of_lead(about.id, about.assignment))
        return PostChange(key=message.key, event=event, settlement=settlement, shown=shown)

    def _trail(self, unit: UnitOfWork, claim: Claim) -> tuple[PostEvent, ...]:
        """
        Read what was told of a message so far.

        Raises:
            _Lost: Another relay has claimed or settled it since.
        """
        posted = unit.posts.one(claim.message.key)
        if posted.state is not None or posted.attempt != claim.attempt:
            raise _Lost
        return posted.trail


class _Lost(Exception):
    """
    The message is another relay's by now.
    """


def _ended(claim: Claim, state: Settled, reason: str) -> Settlement:
    return Settlement(lease=claim.lease, state=state, reason=reason)


def _lead(unit: UnitOfWork, lead_id: str | None) -> Lead | None:
    if lead_id is None:
        return None
    try:
        return unit.leads.get(lead_id)
    except NotFound:
        return None


def _fact(settlement: Settlement) -> MessageFact | None:
    """
    Return what goes on the trail; None for a try that is to be repeated.
    """
    match settlement.state:
        case Settled.SENT:
            return MessageSent()
        case Settled.CANCELLED:
            return MessageCancelled(settlement.reason or "unknown")
        case Settled.DEAD:
            return MessageFailed(settlement.reason or "unknown")
        case Settled.RETRY:
            return None


def _code(error: Exception, otherwise: str) -> str:
    """
    Return the code that a mailer gave, if it is one: anything else may be personal.
    """
    said = str(error.args[0]) if error.args else ""
    return said if said.startswith(("smtp_", "address_", "headers_")) and _CODE.fullmatch(said) else otherwise
