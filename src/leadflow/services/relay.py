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
from leadflow.core.facts import Actor, MessageFailed, MessageSent
from leadflow.core.handling.telling import with_status
from leadflow.core.notifications import ActionLinks, Message, MessageCancelled
from leadflow.core.programme import Programme
from leadflow.core.timeline import record
from leadflow.errors import ConfigurationError, Conflict, MailDeferred, MailRefused, PortError
from leadflow.ports import Claim, Clock, Mailer, NewId, OpenUnit, Outbox, TemplateEngine
from leadflow.services.relayed import Attempt, Relayed, StopSignal
from leadflow.services.rendering import Cancelled, MailRoom, Rendered, Standing, Unsendable, standing_of
from leadflow.services.retrying import retrying

__all__ = ["Attempt", "OutboxRelay", "Relayed", "StopSignal", "next_try"]

_LEASE: Final = timedelta(minutes=5)
_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=6)
_TRIES: Final = 10
_OLDEST: Final = timedelta(hours=72)
_PIECE: Final = 10
_RUN: Final = 100
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
        lease: timedelta = _LEASE,
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
            lease: How long a message is held. None is begun after half of that, so a mail that takes less than the
                other half is never sent by two relays at once.

        Raises:
            ConfigurationError: The mailer says that a mail may take longer than half of the lease.
        """
        longest = timedelta(seconds=getattr(mailer, "longest", 0))
        if longest > lease / 2:
            raise ConfigurationError(f"a mail may take {longest}, and a lease of {lease} has only half of it for one")
        self._lease = lease
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
        return self._run(most, self._room())

    def run_until_idle(self) -> Relayed:
        """
        Handle messages until none is due.
        """
        done, room = Relayed(), self._room()
        while (one := self._run(_RUN, room)).total:
            done += one
        return done

    def run(self, stop: StopSignal, *, pause: timedelta = timedelta(seconds=1)) -> Relayed:
        """
        Handle messages until *stop* is set, and wait for *pause* whenever none is due or the store fails.

        Returns:
            What was done until then; the message at hand is settled first.
        """
        done, room = Relayed(), self._room()
        while not stop.is_set():
            handled = Relayed()
            with suppress(PortError, Conflict):
                handled = self._run(_PIECE, room)
            done += handled
            if not handled.total:
                stop.wait(pause.total_seconds())
        return done

    def _room(self) -> MailRoom:
        return MailRoom(self._open_unit, self._programme, links=self._links, engine=self._templates)

    def _run(self, most: int, room: MailRoom) -> Relayed:
        done = Relayed()
        while most > 0:
            piece = min(most, _PIECE)
            claimed, handled = self._run_piece(piece, room)
            done, most = done + handled, most - piece
            if claimed < piece:
                break
        return done

    def _run_piece(self, most: int, room: MailRoom) -> tuple[int, Relayed]:
        """
        Claim a few messages and handle them; those left when half of the lease is over are not begun.

        A lead is looked at right before each of its messages is sent, unless the settlement of the message before has
        just shown how it stands.
        """
        now = self._clock()
        claims = self._outbox.claim(self._programme.supplier_id, self._new_id(), now, now + self._lease, most)
        done, standing = Relayed(), None
        for claim in claims:
            if self._clock() >= now + self._lease / 2:
                break
            if standing is not None and standing.lead.id != claim.message.lead_id:
                standing = None
            settled, standing = self._handle(claim, standing, room)
            if settled is not None:
                done += _COUNTED[settled]
        return len(claims), done

    def _handle(
        self, claim: Claim, standing: Standing | None, room: MailRoom
    ) -> tuple[Settled | None, Standing | None]:
        """
        Send and settle one message.

        Returns:
            What became of it, None if another relay holds it by now; and how the lead stands since, if that is known.
        """
        settlement, rendered = self._send(claim, standing, room)
        try:
            standing = self._settle(claim.message, settlement, rendered.standing if rendered else standing)
        except Conflict:
            return None, None
        if self._observe is not None:
            attempt = Attempt(
                kind=claim.message.kind,
                outcome=settlement.state,
                reason=settlement.reason,
                attempt=claim.attempt,
                age=self._clock() - claim.message.created_at,
                template_failed=rendered is not None and rendered.template_failed,
            )
            with suppress(Exception):
                self._observe(attempt)
        return settlement.state, standing

    def _send(self, claim: Claim, standing: Standing | None, room: MailRoom) -> tuple[Settlement, Rendered | None]:
        """
        Send one message, and say what became of it; only the store's own failures get through.
        """
        sent = Settlement(key=claim.message.key, lease=claim.lease, state=Settled.SENT)
        try:
            rendered = room.render(claim.message, standing, self._clock())
        except Unsendable as error:
            return evolve(sent, state=Settled.DEAD, reason=str(error)), None
        except Cancelled as error:
            return evolve(sent, state=Settled.CANCELLED, reason=str(error)), None
        except PortError:
            raise
        except Exception as error:
            return evolve(sent, state=Settled.DEAD, reason=f"not_rendered_{type(error).__name__}"), None
        try:
            self._mailer.send(rendered.mail)
        except MailRefused as error:
            return evolve(sent, state=Settled.DEAD, reason=_code(error, "refused")), rendered
        except MailDeferred as error:
            return self._again(claim, sent, _code(error, "deferred")), rendered
        except Exception as error:
            return self._again(claim, sent, f"mailer_{type(error).__name__}"), rendered
        return sent, rendered

    def _again(self, claim: Claim, sent: Settlement, reason: str) -> Settlement:
        now = self._clock()
        if claim.attempt >= _TRIES:
            return evolve(sent, state=Settled.DEAD, reason="tries_used_up")
        if now - (claim.since or claim.message.created_at) >= _OLDEST:
            return evolve(sent, state=Settled.DEAD, reason="too_old")
        return evolve(sent, state=Settled.RETRY, reason=reason, due_at=next_try(now, claim.attempt, self._dice))

    def _settle(self, message: Message, settlement: Settlement, standing: Standing | None) -> Standing | None:
        """
        Write what became of the message, on the lead's timeline as well unless it is to be tried again.

        The lead is read only if *standing* is not known, or it has changed since: the store refuses what follows no more.

        Returns:
            How the lead stands from now on; None if that is not known.
        """
        known = [standing] if standing is not None else []

        def attempt() -> Standing | None:
            with self._open_unit(self._programme.supplier_id) as unit:
                before = known.pop() if known else standing_of(unit, message.lead_id)
                if settlement.state is Settled.RETRY or before is None:
                    unit.commit(Changes(settlements=(settlement,)))
                    return None
                fact = with_status(_fact(message, settlement), message.lead_id, before.events)
                lead, event = record(before.lead, fact, at=self._clock(), actor=Actor())
                unit.commit(Changes(leads=(lead,), events=(event,), settlements=(settlement,)))
                return Standing(lead, (*before.events, event))

        return retrying(attempt)


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
