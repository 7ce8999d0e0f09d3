"""
Carrying a piece of claimed messages to the mailer, one after the other, and settling each before the next is sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Final, TypeGuard

from attrs import define, frozen

from leadflow.core.changes import Changes, Settled, Settlement
from leadflow.core.facts import Actor, MessageFailed, MessageSent
from leadflow.core.handling.telling import with_status
from leadflow.core.notifications import Mail, Message, MessageCancelled
from leadflow.core.timeline import LeadChange
from leadflow.errors import Conflict, MailDeferred, MailRefused, PortError
from leadflow.ports import Claim, Mailer, SteppingMailer, UnitOfWork
from leadflow.services.planned import planned
from leadflow.services.relayed import Attempt, Relayed
from leadflow.services.rendering import Cancelled, MailRoom, Standing, Unsendable, standing_of
from leadflow.services.setting import Setting

__all__ = ["Carrier", "next_try"]

_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=6)
_TRIES: Final = 10
_OLDEST: Final = timedelta(hours=72)
_FRESH: Final = timedelta(seconds=1)
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
    A message on its way: made ready at a moment, for a lead that stood so, and what became of it in the end.
    """

    claim: Claim
    at: datetime
    standing: Standing | None = None
    mail: Mail | None = None
    template_failed: bool = False
    settlement: Settlement | None = None

    def end(self, state: Settled, reason: str | None = None, due_at: datetime | None = None) -> None:
        """
        Note what became of it.
        """
        key, lease = self.claim.message.key, self.claim.lease
        self.settlement = Settlement(key=key, lease=lease, state=state, reason=reason, due_at=due_at)


@frozen
class Carrier:
    """
    Sends what a relay has claimed.
    """

    setting: Setting
    mailer: Mailer
    dice: Callable[[], float]
    observe: Callable[[Attempt], None] | None
    room: MailRoom

    def carry(self, claims: Sequence[Claim], until: datetime) -> Relayed:
        """
        Send and settle *claims* in turn; those that are left at *until* are not begun.

        A message is settled before the next one is handed over. While a server answers, the message before is settled
        and the next one made ready. For each message its lead is looked at within a second before, unless the settlement
        of the message before has just shown how it stands.

        Raises:
            PortError: The store failed. What was not settled comes back when its lease ends.
        """
        done = Relayed()
        before: _Carried | None = None
        one: _Carried | None = None
        for number, claim in enumerate(claims):
            if self.setting.clock() >= until:
                break
            one = one or self._prepare(claim, None)
            steps = self._begin(one)
            if before is not None:
                with _closed_on_failure(steps):
                    done += self._settle(before)
                if not _follows(one, before):
                    steps.close()
                    one = self._prepare(claim, None)
                    steps = self._begin(one)
                before = None
            if self.setting.clock() >= until:
                steps.close()
                break
            upcoming = self._finish(one, steps, claims[number + 1 : number + 2])
            if upcoming is not None and self.setting.clock() - upcoming.at <= _FRESH:
                before, one = one, upcoming
            else:
                done += self._settle(one)
                before = one = None
        return done if before is None else done + self._settle(before)

    def _prepare(self, claim: Claim, known: Standing | None) -> _Carried:
        """
        Make the mail of a claimed message, or note why there is none; only the store's own failures get through.
        """
        one = _Carried(claim, self.setting.clock(), known)
        try:
            rendered = self.room.render(claim.message, known, one.at)
        except Unsendable as error:
            one.end(Settled.DEAD, str(error))
        except Cancelled as error:
            one.end(Settled.CANCELLED, str(error))
        except PortError:
            raise
        except Exception as error:
            one.end(Settled.DEAD, f"not_rendered_{type(error).__name__}")
        else:
            one.mail, one.standing, one.template_failed = rendered.mail, rendered.standing, rendered.template_failed
        return one

    def _begin(self, one: _Carried) -> Generator[None, None, None]:
        """
        Begin to send; nothing is handed over yet.
        """
        steps = self._steps(one.mail)
        self._step(one, steps)
        return steps

    def _finish(self, one: _Carried, steps: Generator[None, None, None], next_one: Sequence[Claim]) -> _Carried | None:
        """
        Send to the end, and make the next message ready on the way.
        """
        upcoming: _Carried | None = None
        while self._step(one, steps):
            upcoming = upcoming or self._ahead(next_one, one.standing)
        return upcoming or self._ahead(next_one, one.standing)

    def _ahead(self, next_one: Sequence[Claim], standing: Standing | None) -> _Carried | None:
        """
        Make the next message ready; None if there is none, or that failed and is to be seen when its turn comes.
        """
        for claim in next_one:
            known = standing if standing is not None and standing.lead.id == claim.message.lead_id else None
            with suppress(PortError):
                return self._prepare(claim, known)
        return None

    def _steps(self, mail: Mail | None) -> Generator[None, None, None]:
        if mail is not None and _pauses(self.mailer):
            yield from self.mailer.steps(mail)
        elif mail is not None:
            yield
            self.mailer.send(mail)

    def _step(self, one: _Carried, steps: Generator[None, None, None]) -> bool:
        """
        Go one step on; False once it is known what became of the message.
        """
        if one.settlement is not None:
            return False
        try:
            next(steps)
            return True
        except StopIteration:
            one.end(Settled.SENT)
        except MailRefused as error:
            one.end(Settled.DEAD, _code(error, "refused"))
        except MailDeferred as error:
            self._again(one, _code(error, "deferred"))
        except Exception as error:
            self._again(one, f"mailer_{type(error).__name__}")
        return False

    def _again(self, one: _Carried, reason: str) -> None:
        now, claim = self.setting.clock(), one.claim
        if claim.attempt >= _TRIES:
            one.end(Settled.DEAD, "tries_used_up")
        elif now - (claim.since or claim.message.created_at) >= _OLDEST:
            one.end(Settled.DEAD, "too_old")
        else:
            one.end(Settled.RETRY, reason, next_try(now, claim.attempt, self.dice))

    def _settle(self, one: _Carried) -> Relayed:
        """
        Write what became of a message, and count it unless another relay holds it by now.
        """
        settlement, message = one.settlement, one.claim.message
        if settlement is None:
            return Relayed()
        try:
            one.standing = self._write(message, settlement, one.standing)
        except Conflict:
            one.standing = None
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

    def _write(self, message: Message, settlement: Settlement, standing: Standing | None) -> Standing | None:
        """
        Write what became of the message, on the lead's timeline as well unless it is to be tried again.

        The lead is read only if *standing* is not known, or it has changed since: the store refuses what follows no more.

        Returns:
            How the lead stands from now on; None if that is not known.
        """
        known = [standing] if standing is not None else []

        def plan(unit: UnitOfWork) -> tuple[Standing | None, Changes]:
            if settlement.state is Settled.RETRY:
                return None, Changes(settlements=(settlement,))
            before = known.pop() if known else standing_of(unit, message.lead_id)
            if before is None:
                return None, Changes(settlements=(settlement,))
            fact = with_status(_fact(message, settlement), before.lead.id, before.events)
            change = LeadChange(before.lead).then(fact, at=self.setting.clock(), actor=Actor())
            after = Standing(change.after, (*before.events, *change.events))
            return after, Changes(leads=(change,), settlements=(settlement,))

        return planned(self.setting, plan)


@contextmanager
def _closed_on_failure(steps: Generator[None, None, None]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        steps.close()
        raise


def _pauses(mailer: Mailer) -> TypeGuard[SteppingMailer]:
    """
    Say whether *mailer* has steps, and no `send` of a subclass that they would go round.
    """
    return next(("steps" in vars(cls) for cls in type(mailer).__mro__ if {"steps", "send"} & vars(cls).keys()), False)


def _follows(one: _Carried, before: _Carried) -> bool:
    """
    Say whether the lead of *one* stands as it was made ready for, now that the message before is settled.
    """
    lead_id = one.claim.message.lead_id
    if lead_id is None or lead_id != before.claim.message.lead_id:
        return True
    after = before.standing
    if after is None or one.standing is None or after.lead.seq != one.standing.lead.seq + 1:
        return False
    one.standing = after
    return True


def _fact(message: Message, settlement: Settlement) -> MessageSent | MessageCancelled | MessageFailed:
    key, kind, recipient_id = message.key, message.kind, message.recipient_id
    reason = settlement.reason or "unknown"
    match settlement.state:
        case Settled.SENT:
            return MessageSent(key=key, kind=kind, recipient_id=recipient_id)
        case Settled.CANCELLED:
            return MessageCancelled(key=key, kind=kind, recipient_id=recipient_id, reason=reason)
        case _:
            return MessageFailed(key=key, kind=kind, recipient_id=recipient_id, reason=reason)


def _code(error: Exception, otherwise: str) -> str:
    """
    Return the code that a mailer gave, if it is one: anything else may be personal.
    """
    said = str(error.args[0]) if error.args else ""
    return said if said.startswith(("smtp_", "address_", "headers_")) and _CODE.fullmatch(said) else otherwise
