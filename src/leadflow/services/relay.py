"""
The relay: claims messages, renders them, sends them, and settles what became of them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from attrs import evolve, frozen

from leadflow.core.changes import Changes, Settled, Settlement
from leadflow.core.notifications import Mail, Message, render
from leadflow.core.programme import Programme
from leadflow.core.timeline import Actor, Fact, MessageFailed, MessageSent, record
from leadflow.errors import Conflict, MailDeferred, MailRefused, NotFound
from leadflow.ports import Claim, Clock, Mailer, NewId, OpenUnit, Outbox
from leadflow.services.retrying import retrying

__all__ = ["OutboxRelay", "Relayed"]

_LEASE: Final = timedelta(minutes=5)
_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=6)
_TRIES: Final = 10


@frozen(kw_only=True)
class Relayed:
    """
    What one run of the relay did.

    Attributes:
        sent: Messages that the mailer took.
        deferred: To be tried again later.
        dead: Given up; the lead shows a notification failure.
    """

    sent: int = 0
    deferred: int = 0
    dead: int = 0

    @property
    def total(self) -> int:
        """
        How many messages were handled.
        """
        return self.sent + self.deferred + self.dead


class _Unsendable(Exception):
    """
    A message that can never be rendered; the reason is a code.
    """


class OutboxRelay:
    """
    Delivers the messages of one supplier: at least once each, with the same ``Message-ID`` at every try.

    Several relays may run at once, in any processes. A relay that dies leaves its messages to the others once their
    lease has ended; a message that was sent in that moment is sent again.
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
    ) -> None:
        self._open_unit = open_unit
        self._outbox = outbox
        self._mailer = mailer
        self._programme = programme
        self._clock = clock
        self._new_id = new_id

    def run_once(self, *, most: int = 100) -> Relayed:
        """
        Handle up to *most* messages that are due, the oldest first; each is settled before the next is sent.

        Raises:
            PortError: The store or the mailer failed. Messages claimed and not settled come back when their lease ends.
        """
        now = self._clock()
        counts = {Settled.SENT: 0, Settled.RETRY: 0, Settled.DEAD: 0}
        for claim in self._outbox.claim(self._programme.supplier_id, self._new_id(), now, now + _LEASE, most):
            settled = self._handle(claim)
            if settled is not None:
                counts[settled] += 1
        return Relayed(sent=counts[Settled.SENT], deferred=counts[Settled.RETRY], dead=counts[Settled.DEAD])

    def run_until_idle(self) -> Relayed:
        """
        Handle messages until none is due.
        """
        done = Relayed()
        while (one := self.run_once()).total:
            done = Relayed(sent=done.sent + one.sent, deferred=done.deferred + one.deferred, dead=done.dead + one.dead)
        return done

    def _handle(self, claim: Claim) -> Settled | None:
        """
        Send and settle one message; None if another relay holds it by now.
        """
        settlement = self._send(claim)
        try:
            retrying(lambda: self._settle(claim.message, settlement))
        except Conflict:
            return None
        return settlement.state

    def _send(self, claim: Claim) -> Settlement:
        sent = Settlement(key=claim.message.key, lease=claim.lease, state=Settled.SENT)
        try:
            self._mailer.send(self._render(claim.message))
        except _Unsendable as error:
            return evolve(sent, state=Settled.DEAD, reason=str(error))
        except MailRefused:
            return evolve(sent, state=Settled.DEAD, reason="refused")
        except MailDeferred:
            if claim.attempt >= _TRIES:
                return evolve(sent, state=Settled.DEAD, reason="tries_used_up")
            return evolve(sent, state=Settled.RETRY, reason="deferred", due_at=_next_try(self._clock(), claim.attempt))
        return sent

    def _render(self, message: Message) -> Mail:
        with self._open_unit(self._programme.supplier_id) as unit:
            try:
                lead = unit.leads.get(message.lead_id)
            except NotFound:
                raise _Unsendable("lead_gone") from None
            partner = next((one for one in unit.partners.all() if one.id == lead.partner_id), None)
            person = partner.person(message.recipient_id) if partner else None
            if partner is None or person is None or not person.active:
                raise _Unsendable("recipient_gone")
            campaign = next((one for one in unit.campaigns.all() if one.id == lead.campaign_id), None)
        return render(message, lead, partner, person, campaign, self._programme)

    def _settle(self, message: Message, settlement: Settlement) -> None:
        """
        Write what became of the message, on the lead's timeline as well unless it is to be tried again.
        """
        with self._open_unit(self._programme.supplier_id) as unit:
            if settlement.state is Settled.RETRY:
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
    if settlement.state is Settled.SENT:
        return MessageSent(key=message.key, kind=message.kind, recipient_id=message.recipient_id)
    reason = settlement.reason or "unknown"
    return MessageFailed(key=message.key, kind=message.kind, recipient_id=message.recipient_id, reason=reason)


def _next_try(now: datetime, attempt: int) -> datetime:
    """
    Wait 30 seconds after the first try, twice as long after each further one, six hours at the most.
    """
    wait: timedelta = _FIRST_WAIT * (1 << (attempt - 1))
    return now + min(wait, _LONGEST_WAIT)
