"""
Passes claimed messages to the mailer, one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final, NoReturn, TypeGuard

from attrs import define, field, frozen

from leadflow.core.actors import Actor
from leadflow.core.notifications import Settled, Settlement
from leadflow.core.observations import MailerFailed
from leadflow.errors import (
    AddressRefused,
    ConfigurationError,
    MailBlocked,
    MailDeferred,
    MailerBroken,
    MailRefused,
    PortError,
)
from leadflow.ports import Claim, Mailer, UnhurriedMailer
from leadflow.ports.observing import locate
from leadflow.services.digests.mail import ImportRuns
from leadflow.services.mail.rendering import MailRoom
from leadflow.services.mail.unsent import Cancelled, Unsendable
from leadflow.services.operations.setting import Setting
from leadflow.services.relay.delivery_results import PUT_OFF, DeliveryResults
from leadflow.services.relay.delivery_state import DeliveryState, ended, untried
from leadflow.services.relay.handovers import Handover
from leadflow.services.relay.observations import unread
from leadflow.services.relay.results import RelayResult
from leadflow.services.relay.retries import try_again, try_later

__all__ = ["Carrier", "is_unhurried"]

_WHILE_IMPORT_RUNS: Final = timedelta(minutes=1)
_FRESH: Final = timedelta(seconds=1)
_BROKEN: Final = "mailer_broken"
_CODE: Final = re.compile(r"[a-z][a-z0-9_.]{0,60}")

_BUGS: Final = (TypeError, AttributeError, NameError, ImportError, NotImplementedError, ConfigurationError)
"""
What a mailer raises that has a bug or cannot work: no later try is better.
"""


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
    results: DeliveryResults = field(init=False)
    _unhurried: UnhurriedMailer | None = field(init=False)

    @results.default
    def _saving_results(self) -> DeliveryResults:
        return DeliveryResults(self.setting, self.actor, self.handover)

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
                one = self.begin(claim)
                self.finish(one)
            if one.mail is not None and self._unhurried is not None:
                pause = pause.then(claims[number + 1] if number + 1 < len(claims) else None)
                self._send(one, partial(self._unhurried.send_meanwhile, one.mail, pause, pause.hand_over))
                done += pause.end(one)
            else:
                done += pause.settle()
                if one.mail is not None:
                    self.handover.take()
                    self._send(one, partial(self.mailer.send, one.mail))
                done += self.results.settle(one)
            if one.bug is not None:
                pause.settle()
                self._stop(one, one.bug, claims[number + 1 :])
        return done + pause.settle()

    def begin(self, claim: Claim) -> DeliveryState:
        """
        Read what the mail of a claimed message is to say, or note why there is none.

        What cannot be read now is put off, and counts as no attempt: a store that is away lets nothing die, and a lead
        that cannot be read holds up no mail but its own.
        """
        one = DeliveryState(claim, Settlement(lease=claim.lease, state=Settled.SENT), self.setting.clock())
        self._noting(one, self._read)
        return one

    def finish(self, one: DeliveryState) -> None:
        """
        Write the mail of a message that was begun, unless there is none.
        """
        if one.about is not None:
            self._noting(one, self._render)

    def _read(self, one: DeliveryState) -> None:
        briefed = self.room.brief(one.claim.message, one.at)
        one.about, one.lead, one.partner_id = briefed.about, briefed.lead, briefed.partner_id

    def _render(self, one: DeliveryState) -> None:
        about, one.about = one.about, None
        if about is not None:
            rendered = self.room.render(about)
            one.mail, one.template_failed = rendered.mail, rendered.template_failed

    def _noting(self, one: DeliveryState, do: Callable[[DeliveryState], None]) -> None:
        """
        Do the next thing for a message; why it cannot be done becomes its settlement.
        """
        claim = one.claim
        try:
            do(one)
        except Unsendable as error:
            one.settlement = ended(claim, Settled.DEAD, str(error))
        except ImportRuns:
            one.settlement = untried(claim, "import_running", one.at + _WHILE_IMPORT_RUNS)
        except Cancelled as error:
            one.settlement = ended(claim, Settled.CANCELLED, str(error))
        except (PortError, ConfigurationError) as error:
            reason = "store_failed" if isinstance(error, PortError) else "lead_unreadable"
            one.settlement = untried(claim, reason, one.at + PUT_OFF)
            self.setting.report(unread(claim.message, error, PUT_OFF))
        except Exception as error:
            one.settlement = ended(claim, Settled.DEAD, f"not_rendered_{type(error).__name__}")

    def _send(self, one: DeliveryState, send: Callable[[], None]) -> None:
        try:
            send()
        except MailRefused as error:
            one.nobody = isinstance(error, AddressRefused)
            one.settlement = ended(one.claim, Settled.DEAD, _code(error, "refused"))
        except MailBlocked as error:
            one.blocked = True
            one.settlement = try_later(one.claim, _code(error, "blocked"), now=self.setting.clock(), dice=self.dice)
        except MailDeferred as error:
            one.settlement = self._again(one.claim, _code(error, "deferred"))
        except _BUGS as error:
            one.bug = error
            one.settlement = untried(one.claim, _BROKEN, self.setting.clock() + PUT_OFF)
        except Exception as error:
            one.settlement = self._again(one.claim, f"mailer_{type(error).__name__}")

    def _again(self, claim: Claim, reason: str) -> Settlement:
        return try_again(claim, reason, now=self.setting.clock(), dice=self.dice)

    def _stop(self, one: DeliveryState, bug: Exception, rest: Sequence[Claim]) -> NoReturn:
        """
        Give back what is left, which is due again at once, and say which mailer has a bug.
        """
        mailer = type(self.mailer).__name__
        failed = MailerFailed(supplier_id=self.setting.supplier_id, mailer=mailer, error=locate(bug))
        self.setting.report(failed)
        self.results.give_back(rest, _BROKEN)
        raise MailerBroken(mailer, failed.error, one.claim.message.key) from bug


@define
class _Pause:
    """
    What is done while a mailer waits for answers: the message before is settled, and once the mail at hand is handed
    over, which takes a server longest, the next one is made ready.
    """

    carrier: Carrier
    sent: DeliveryState | None = None
    next: Claim | None = None
    settled: DeliveryState | None = None
    ready: DeliveryState | None = None
    begun: bool = False
    handed_over: bool = False
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
            elif self.handed_over and self.next is not None:
                self.ready = self.ready or self.carrier.begin(self.next)
                self.carrier.finish(self.ready)
        except Exception as error:
            self.error = error

    def hand_over(self) -> None:
        """
        Wait until the mail at hand may be handed over; the message before is settled by then.
        """
        if not self.begun:
            self()
        self.carrier.handover.take()
        self.handed_over = True

    def settle(self) -> RelayResult:
        """
        Settle the message before, if there is one.
        """
        sent, self.sent = self.sent, None
        if sent is None:
            return RelayResult()
        sent.follow(self.settled)
        self.settled = sent
        return self.carrier.results.settle(sent)

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
        if ready is None or ready.claim is not claim or self.carrier.setting.clock() - ready.at > _FRESH:
            return None
        self.carrier.finish(ready)
        return ready


def is_unhurried(mailer: Mailer) -> TypeGuard[UnhurriedMailer]:
    """
    Return whether *mailer* lets its caller do something meanwhile, and has no `send` of a subclass that would be gone
    round.
    """
    names = {"send", "send_meanwhile"}
    return next(("send_meanwhile" in vars(cls) for cls in type(mailer).__mro__ if names & vars(cls).keys()), False)


def _code(error: Exception, otherwise: str) -> str:
    """
    Return the code that a mailer gave, if it is one: anything else may be personal.
    """
    said = str(error.args[0]) if error.args else ""
    return said if said.startswith(("smtp_", "address_", "headers_")) and _CODE.fullmatch(said) else otherwise
