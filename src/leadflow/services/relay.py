"""
The relay: claims messages, renders them, sends them, and settles what became of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from attrs import evolve

from leadflow.core.changes import Changes, Settled, Settlement
from leadflow.core.facts import Actor, Fact, MessageFailed, MessageSent
from leadflow.core.notifications import ActionLinks, Message, MessageCancelled
from leadflow.core.programme import Programme
from leadflow.core.timeline import record
from leadflow.errors import Conflict, MailDeferred, MailRefused, NotFound, PortError
from leadflow.ports import Claim, Clock, Mailer, NewId, OpenUnit, Outbox, TemplateEngine
from leadflow.services.relayed import Attempt, Relayed, StopSignal
from leadflow.services.rendering import Cancelled, MailRoom, Unsendable
from leadflow.services.retrying import retrying

__all__ = ["Attempt", "OutboxRelay", "Relayed", "StopSignal", "next_try"]

_LEASE: Final = timedelta(minutes=5)
_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=6)
_TRIES: Final = 10
_OLDEST: Final = timedelta(hours=72)
_PIECE: Final = 10
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


class OutboxRelay:
    """
    Delivers the messages of one supplier: at least once each, with the same ``Message-ID`` at every try.

    Several relays may run at once, in any processes. A relay that dies leaves its messages to the others once their
    lease has ended; a message that was sent in that moment is sent again. Whatever a mailer raises, the messages
    behind are sent all the same.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        outbox: Outbox,
        mailer: Mailer,
        programme: Programme,
        *,
        clock: Clock,
        new_id: NewId,
        links: ActionLinks | None = None,
        templates: TemplateEngine | None = None,
        observe: Callable[[Attempt], None] | None = None,
        dice: Callable[[], float] = random.random,
    ) -> None:
        """
        Deliver what *outbox* hands out by *mailer*.

        Args:
            open_unit, outbox, mailer: The ports.
            programme: The supplier's settings.
            clock, new_id: Where time and leases come from.
            links: Makes the buttons of mail; None sends mail without.
            templates: Renders the supplier's templates; None sends the default wording.
            observe: Told of every message that was handled, for metrics; what it raises is ignored.
            dice: A number from 0 to 1, for the jitter of retries.
        """
        self._open_unit = open_unit
        self._outbox = outbox
        self._mailer = mailer
        self._programme = programme
        self._clock = clock
        self._new_id = new_id
        self._links = links
        self._templates = templates
        self._observe = observe
        self._dice = dice

    def run_once(self, *, most: int = 100) -> Relayed:
        """
        Handle up to *most* messages that are due, the oldest first; each is settled before the next is sent.

        Raises:
            PortError: The store failed. Messages claimed and not settled come back when their lease ends.
        """
        done, room = Relayed(), self._room()
        while most > 0:
            piece = min(most, _PIECE)
            claimed, handled = self._run_piece(piece, room)
            done, most = done + handled, most - piece
            if claimed < piece:
                break
        return done

    def run_until_idle(self) -> Relayed:
        """
        Handle messages until none is due.
        """
        done = Relayed()
        while (one := self.run_once()).total:
            done += one
        return done

    def run(self, stop: StopSignal, *, pause: timedelta = timedelta(seconds=1)) -> Relayed:
        """
        Handle messages until *stop* is set, and wait for *pause* whenever none is due or the store fails.

        Returns:
            What was done until then; the message at hand is settled first.
        """
        done = Relayed()
        while not stop.is_set():
            handled = Relayed()
            with suppress(PortError, Conflict):
                handled = self.run_once(most=_PIECE)
            done += handled
            if not handled.total:
                stop.wait(pause.total_seconds())
        return done

    def _room(self) -> MailRoom:
        return MailRoom(self._open_unit, self._programme, links=self._links, engine=self._templates)

    def _run_piece(self, most: int, room: MailRoom) -> tuple[int, Relayed]:
        """
        Claim a few messages and handle them; those left when half of the lease is over are not begun.
        """
        now = self._clock()
        claims = self._outbox.claim(self._programme.supplier_id, self._new_id(), now, now + _LEASE, most)
        done = Relayed()
        for claim in claims:
            if self._clock() >= now + _LEASE / 2:
                break
            settled = self._handle(claim, room)
            if settled is not None:
                done += _COUNTED[settled]
        return len(claims), done

    def _handle(self, claim: Claim, room: MailRoom) -> Settled | None:
        """
        Send and settle one message; None if another relay holds it by now.
        """
        settlement, template_failed = self._send(claim, room)
        try:
            retrying(lambda: self._settle(claim.message, settlement))
        except Conflict:
            return None
        if self._observe is not None:
            attempt = Attempt(
                kind=claim.message.kind,
                outcome=settlement.state,
                reason=settlement.reason,
                attempt=claim.attempt,
                age=self._clock() - claim.message.created_at,
                template_failed=template_failed,
            )
            with suppress(Exception):
                self._observe(attempt)
        return settlement.state

    def _send(self, claim: Claim, room: MailRoom) -> tuple[Settlement, bool]:
        """
        Send one message, and say what became of it; only the store's own failures get through.
        """
        sent = Settlement(key=claim.message.key, lease=claim.lease, state=Settled.SENT)
        try:
            rendered = room.render(claim.message, self._clock())
        except Unsendable as error:
            return evolve(sent, state=Settled.DEAD, reason=str(error)), False
        except Cancelled as error:
            return evolve(sent, state=Settled.CANCELLED, reason=str(error)), False
        except PortError:
            raise
        except Exception as error:
            return evolve(sent, state=Settled.DEAD, reason=f"not_rendered_{type(error).__name__}"), False
        try:
            self._mailer.send(rendered.mail)
        except MailRefused as error:
            return evolve(sent, state=Settled.DEAD, reason=_code(error, "refused")), rendered.template_failed
        except MailDeferred as error:
            return self._again(claim, sent, _code(error, "deferred")), rendered.template_failed
        except Exception as error:
            return self._again(claim, sent, f"mailer_{type(error).__name__}"), rendered.template_failed
        return sent, rendered.template_failed

    def _again(self, claim: Claim, sent: Settlement, reason: str) -> Settlement:
        now = self._clock()
        if claim.attempt >= _TRIES:
            return evolve(sent, state=Settled.DEAD, reason="tries_used_up")
        if now - (claim.since or claim.message.created_at) >= _OLDEST:
            return evolve(sent, state=Settled.DEAD, reason="too_old")
        return evolve(sent, state=Settled.RETRY, reason=reason, due_at=next_try(now, claim.attempt, self._dice))

    def _settle(self, message: Message, settlement: Settlement) -> None:
        """
        Write what became of the message, on the timeline of its lead as well unless it is to be tried again.
        """
        with self._open_unit(self._programme.supplier_id) as unit:
            if settlement.state is Settled.RETRY or message.lead_id is None:
                unit.commit(Changes(settlements=(settlement,)))
                return
            try:
                lead = unit.leads.get(message.lead_id)
            except NotFound:
                unit.commit(Changes(settlements=(settlement,)))
                return
            lead, event = record(lead, _fact(message, settlement), at=self._clock(), actor=Actor())
            unit.commit(Changes(leads=(lead,), events=(event,), settlements=(settlement,)))


def _fact(message: Message, settlement: Settlement) -> Fact:
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
