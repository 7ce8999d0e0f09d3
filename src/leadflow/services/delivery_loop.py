"""
Passes claimed messages to the mailer, one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Final, NoReturn, TypeGuard

from attrs import define, field, frozen

from leadflow.core.actors import Actor
from leadflow.core.changes import Changes
from leadflow.core.handling.email_status import shown_after
from leadflow.core.leads import Lead
from leadflow.core.notifications import EmailStatusUpdate, Message, PostChange, PostEvent, Settled, Settlement
from leadflow.core.observations import MailerFailed
from leadflow.core.stored import Put
from leadflow.errors import (
    AddressRefused,
    ConfigurationError,
    Conflict,
    MailBlocked,
    MailDeferred,
    MailerBroken,
    MailRefused,
    NotFound,
    PortError,
)
from leadflow.ports import Claim, Mailer, UnhurriedMailer, UnitOfWork
from leadflow.ports.observing import locate
from leadflow.services.bounces import mark_address
from leadflow.services.delivery_state import DeliveryState, ended, fact_of, untried
from leadflow.services.handovers import Handover
from leadflow.services.planned import planned
from leadflow.services.relay_observations import claim_lost, relayed, unread
from leadflow.services.relay_results import RelayResult
from leadflow.services.rendering import Cancelled, MailRoom, Unsendable
from leadflow.services.setting import Setting

__all__ = ["Carrier", "is_unhurried", "next_try"]

_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=6)
_FEWEST_TRIES: Final = 10
_OLDEST: Final = timedelta(hours=72)
_FRESH: Final = timedelta(seconds=1)
_PUT_OFF: Final = timedelta(minutes=5)
_BROKEN: Final = "mailer_broken"
_CODE: Final = re.compile(r"[a-z][a-z0-9_.]{0,60}")

_COUNTED: Final = {
    Settled.SENT: RelayResult(sent=1),
    Settled.RETRY: RelayResult(deferred=1),
    Settled.DEAD: RelayResult(dead=1),
    Settled.CANCELLED: RelayResult(cancelled=1),
}

_BUGS: Final = (TypeError, AttributeError, NameError, ImportError, NotImplementedError, ConfigurationError)
"""
What a mailer raises that has a bug or cannot work: no later try is better.
"""


def next_try(now: datetime, attempt: int, dice: Callable[[], float]) -> datetime:
    """
    Return when to try again after *attempt* tries: within 30 s x 2^n, at most six hours, by full jitter.

    Relays that failed together so do not come back together.
    """
    longest = min(_FIRST_WAIT * (1 << min(attempt - 1, 20)), _LONGEST_WAIT)
    return now + longest * dice()


@frozen
class Carrier:
    """
    Sends what a relay has claimed.
    """

    setting: Setting
    actor: Actor
    mailer: Mailer
    dice: Callable[[], float]
    room: MailRoom
    handover: Handover
    _unhurried: UnhurriedMailer | None = field(init=False)

    @_unhurried.default
    def _if_unhurried(self) -> UnhurriedMailer | None:
        return self.mailer if is_unhurried(self.mailer) else None

    def carry(self, claims: Sequence[Claim], until: datetime) -> RelayResult:
        """
        Make ready, send and settle each of *claims* in turn; those that are left at *until* are not begun.

        While an `UnhurriedMailer` waits for answers, the message before is settled and the next one made ready, whose
        lead is so looked at within a second before. Any other mailer is handed a mail once the one before is settled.

        Raises:
            PortError: The store failed. What was not settled comes back when its lease ends.
            MailerBroken: The mailer has a bug. All that was sent is settled, and the rest is given back.
        """
        try:
            return self._carry(claims, until)
        finally:
            self.handover.give_back()

    def _carry(self, claims: Sequence[Claim], until: datetime) -> RelayResult:
        done, pause = RelayResult(), _Pause(self)
        for number, claim in enumerate(claims):
            if self.setting.clock() >= until:
                break
            one = pause.ready_for(claim)
            if one is None:
                done += pause.settle()
                one = self.ready(claim)
            if one.mail is not None and self._unhurried is not None:
                pause = pause.then(claims[number + 1] if number + 1 < len(claims) else None)
                self._send(one, partial(self._unhurried.send_meanwhile, one.mail, pause, pause.hand_over))
                done += pause.end(one)
            else:
                done += pause.settle()
                if one.mail is not None:
                    self.handover.take()
                    self._send(one, partial(self.mailer.send, one.mail))
                done += self.settle(one)
            if one.bug is not None:
                pause.settle()
                self._stop(one, one.bug, claims[number + 1 :])
        return done + pause.settle()

    def ready(self, claim: Claim) -> DeliveryState:
        """
        Make the mail of a claimed message, or note why there is none.

        What cannot be read now is put off, and counts as no attempt: a store that is away lets nothing die, and a lead
        that cannot be read holds up no mail but its own.
        """
        one = DeliveryState(claim, Settlement(lease=claim.lease, state=Settled.SENT), self.setting.clock())
        try:
            rendered = self.room.render(claim.message, one.at)
        except Unsendable as error:
            one.settlement = ended(claim, Settled.DEAD, str(error))
        except Cancelled as error:
            one.settlement = ended(claim, Settled.CANCELLED, str(error))
        except (PortError, ConfigurationError) as error:
            reason = "store_failed" if isinstance(error, PortError) else "lead_unreadable"
            one.settlement = untried(claim, reason, one.at + _PUT_OFF)
            self.setting.report(unread(claim.message, error, _PUT_OFF))
        except Exception as error:
            one.settlement = ended(claim, Settled.DEAD, f"not_rendered_{type(error).__name__}")
        else:
            one.mail, one.lead, one.template_failed = rendered.mail, rendered.lead, rendered.template_failed
            one.partner_id = rendered.partner_id
        return one

    def _send(self, one: DeliveryState, send: Callable[[], None]) -> None:
        try:
            send()
        except MailRefused as error:
            one.nobody = isinstance(error, AddressRefused)
            one.settlement = ended(one.claim, Settled.DEAD, _code(error, "refused"))
        except MailBlocked as error:
            one.blocked = True
            one.settlement = self._later(one.claim, _code(error, "blocked"))
        except MailDeferred as error:
            one.settlement = self._again(one.claim, _code(error, "deferred"))
        except _BUGS as error:
            one.bug = error
            one.settlement = untried(one.claim, _BROKEN, self.setting.clock() + _PUT_OFF)
        except Exception as error:
            one.settlement = self._again(one.claim, f"mailer_{type(error).__name__}")

    def _stop(self, one: DeliveryState, bug: Exception, rest: Sequence[Claim]) -> NoReturn:
        """
        Give back what is left, which is due again at once, and say which mailer has a bug.
        """
        mailer, now = type(self.mailer).__name__, self.setting.clock()
        failed = MailerFailed(supplier_id=self.setting.supplier_id, mailer=mailer, error=locate(bug))
        self.setting.report(failed)
        for claim in rest:
            with suppress(Conflict, _Lost):
                self._write(DeliveryState(claim, untried(claim, _BROKEN, now), now))
        raise MailerBroken(mailer, failed.error, one.claim.message.key) from bug

    def _again(self, claim: Claim, reason: str) -> Settlement:
        now = self.setting.clock()
        # A relay that did not run for days has not tried for days.
        if claim.attempt >= _FEWEST_TRIES and now - (claim.since or claim.message.created_at) >= _OLDEST:
            return ended(claim, Settled.DEAD, "too_old")
        return self._later(claim, reason)

    def _later(self, claim: Claim, reason: str) -> Settlement:
        due_at = next_try(self.setting.clock(), claim.attempt, self.dice)
        return Settlement(lease=claim.lease, state=Settled.RETRY, reason=reason, due_at=due_at)

    def settle(self, one: DeliveryState) -> RelayResult:
        """
        Write what happened to a message, and count it unless another relay holds it by now.
        """
        try:
            self._write(one)
        except (Conflict, _Lost):
            self.setting.report(claim_lost(one))
            return RelayResult()
        finally:
            self.handover.give_back()
        self.setting.report(relayed(one, self.setting.clock()))
        return _COUNTED[one.settlement.state]

    def _write(self, one: DeliveryState) -> None:
        """
        Write what happened to a message on its trail, and what its lead shows of that.

        Nothing is read for a message that was sent, unless something was reported of it before or its lead has come to show
        something else since its mail was made: then the store refuses, and both are read.
        """
        known = [(one.claim.told == 0, one.lead)]

        def plan(unit: UnitOfWork) -> tuple[PostChange, Changes]:
            untold, lead = known.pop() if known else (False, None)
            change = self._change(unit, one, untold, lead)
            return change, Changes(posts=(change,), puts=self._marks(unit, one))

        one.shown = planned(self.setting, plan).shown

    def _change(self, unit: UnitOfWork, one: DeliveryState, untold: bool, lead: Lead | None) -> PostChange:
        claim, message, settlement = one.claim, one.claim.message, one.settlement
        trail = () if untold else self._trail(unit, claim)
        fact = fact_of(one)
        if fact is None:
            return PostChange(key=message.key, settlement=settlement)
        event = PostEvent(message.key, len(trail) + 1, self.setting.clock(), self.actor, fact)
        try:
            shown = _shown(unit, message, (*trail, event), lead, one.since)
        except ConfigurationError as error:
            self.setting.report(unread(message, error, _PUT_OFF))
            shown = None
        return PostChange(key=message.key, event=event, settlement=settlement, shown=shown)

    def _marks(self, unit: UnitOfWork, one: DeliveryState) -> tuple[Put, ...]:
        """
        Return what marks an address that nobody has, as a hard bounce would.
        """
        mail = one.mail
        if not one.nobody or mail is None:
            return ()
        places = (one.partner_id, one.lead.partner_id if one.lead else None)
        return mark_address(unit, one.claim.message.recipient_id, places, lambda email: email == mail.to_address)

    def _trail(self, unit: UnitOfWork, claim: Claim) -> tuple[PostEvent, ...]:
        """
        Read the trail of a message.

        Raises:
            _Lost: Another relay has claimed or settled it since.
        """
        posted = unit.posts.one(claim.message.key)
        if posted.state is not None or posted.attempt != claim.attempt:
            raise _Lost
        return posted.trail


@define
class _Pause:
    """
    What is done while a mailer waits for answers: the message before is settled, then the next one is made ready.
    """

    carrier: Carrier
    sent: DeliveryState | None = None
    next: Claim | None = None
    settled: DeliveryState | None = None
    ready: DeliveryState | None = None
    begun: bool = False
    done: RelayResult = RelayResult()
    error: Exception | None = None

    def __call__(self) -> None:
        """
        Do what is next; what is raised is kept until the mail at hand is sent.
        """
        if self.error is not None:
            return
        try:
            if not self.begun:
                self.begun = True
                self.done += self.settle()
            elif self.next is not None and self.ready is None:
                self.ready = self.carrier.ready(self.next)
        except Exception as error:
            self.error = error

    def hand_over(self) -> None:
        """
        Wait until the mail at hand may be handed over; the message before is settled by then.
        """
        if not self.begun:
            self()
        self.carrier.handover.take()

    def settle(self) -> RelayResult:
        """
        Settle the message before, if there is one.
        """
        sent, self.sent = self.sent, None
        if sent is None:
            return RelayResult()
        sent.follow(self.settled)
        self.settled = sent
        return self.carrier.settle(sent)

    def then(self, following: Claim | None) -> _Pause:
        """
        Return the pause of the next mail, behind which *following* comes.
        """
        return _Pause(self.carrier, self.sent, following, self.settled)

    def end(self, one: DeliveryState) -> RelayResult:
        """
        Take *one*, which is sent, for the message before, and return what was done.

        Raises:
            PortError: The store failed meanwhile.
        """
        done, error = self.done + self.settle(), self.error
        if error is not None:
            raise error
        self.sent = one
        return done

    def ready_for(self, claim: Claim) -> DeliveryState | None:
        """
        Return the message of *claim* if it was made ready, and that within a second.
        """
        ready = self.ready
        fresh = ready is not None and self.carrier.setting.clock() - ready.at <= _FRESH
        return ready if ready is not None and fresh and ready.claim is claim else None


def is_unhurried(mailer: Mailer) -> TypeGuard[UnhurriedMailer]:
    """
    Return whether *mailer* lets its caller do something meanwhile, and has no `send` of a subclass that would be gone
    round.
    """
    names = {"send", "send_meanwhile"}
    return next(("send_meanwhile" in vars(cls) for cls in type(mailer).__mro__ if names & vars(cls).keys()), False)


class _Lost(Exception):
    """
    The message is another relay's by now.
    """


def _shown(
    unit: UnitOfWork,
    message: Message,
    trail: Sequence[PostEvent],
    lead: Lead | None,
    since: EmailStatusUpdate | None,
) -> EmailStatusUpdate | None:
    """
    Return what the lead of a message shows by its *trail*; the lead is read unless it is given, with what it has come to
    show *since*.
    """
    about = lead or _lead(unit, message.lead_id)
    if about is None:
        return None
    return shown_after(about, message, trail, lambda: unit.posts.of_lead(about.id, about.assignment), since)


def _lead(unit: UnitOfWork, lead_id: str | None) -> Lead | None:
    if lead_id is None:
        return None
    try:
        return unit.leads.get(lead_id)
    except NotFound:
        return None


def _code(error: Exception, otherwise: str) -> str:
    """
    Return the code that a mailer gave, if it is one: anything else may be personal.
    """
    said = str(error.args[0]) if error.args else ""
    return said if said.startswith(("smtp_", "address_", "headers_")) and _CODE.fullmatch(said) else otherwise
