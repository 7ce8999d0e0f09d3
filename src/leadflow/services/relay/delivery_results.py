"""
Saves what happened to a message: on its trail, and on the lead it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Final

from attrs import frozen

from leadflow.core.actors import Actor
from leadflow.core.changes import Changes
from leadflow.core.handling.email_status import shown_after
from leadflow.core.leads import Lead
from leadflow.core.notifications import EmailStatusUpdate, Message, MessageTrail, PostChange, PostEvent, Settled
from leadflow.core.stored import Put
from leadflow.errors import (
    ConfigurationError,
    Conflict,
    NotFound,
)
from leadflow.ports import Claim, UnitOfWork
from leadflow.services.digests.imports import announcing, with_leads_of_digest
from leadflow.services.digests.subscribers import is_news_mail, mark_subscriber
from leadflow.services.operations.planned import planned
from leadflow.services.operations.setting import Setting
from leadflow.services.relay.bounces import mark_address
from leadflow.services.relay.delivery_state import DeliveryState, fact_of, untried
from leadflow.services.relay.handovers import Handover
from leadflow.services.relay.observations import claim_lost, relayed, unread
from leadflow.services.relay.results import RelayResult

__all__ = ["PUT_OFF", "DeliveryResults"]

PUT_OFF: Final = timedelta(minutes=5)
"""
When a message is due again whose mail could not be made, or whose mailer has a bug.
"""

_COUNTED: Final = {
    Settled.SENT: RelayResult(sent=1),
    Settled.RETRY: RelayResult(deferred=1),
    Settled.DEAD: RelayResult(dead=1),
    Settled.CANCELLED: RelayResult(cancelled=1),
}


@frozen
class DeliveryResults:
    """
    Saves the results of one connection of a relay.
    """

    setting: Setting
    actor: Actor
    handover: Handover

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

    def give_back(self, claims: Sequence[Claim], reason: str) -> None:
        """
        Give back messages that no mailer was tried for; they are due again at once.
        """
        now = self.setting.clock()
        for claim in claims:
            with suppress(Conflict, _Lost):
                self._write(DeliveryState(claim, untried(claim, reason, now), now))

    def _write(self, one: DeliveryState) -> None:
        """
        Write what happened to a message on its trail, and what its lead shows of that.

        Nothing is read for a message that was sent, unless something was reported of it before or its lead has come to
        show something else since its mail was made: then the store refuses, and both are read.
        """
        known = [(one.claim.told == 0, one.lead)]

        def plan(unit: UnitOfWork) -> tuple[PostChange, Changes]:
            untold, lead = known.pop() if known else (False, None)
            change = self._change(unit, one, untold, lead)
            posts = (change, *with_leads_of_digest(unit, one.claim.message, change))
            return change, Changes(posts=posts, puts=self._marks(unit, one))

        one.shown = planned(self.setting, plan).shown

    def _change(self, unit: UnitOfWork, one: DeliveryState, untold: bool, lead: Lead | None) -> PostChange:
        claim, message, settlement = one.claim, one.claim.message, one.settlement
        trail = () if untold else self._trail(unit, claim)
        fact = fact_of(one)
        if fact is None:
            return PostChange(key=message.key, settlement=settlement)
        event = PostEvent(message.key, len(trail) + 1, self.setting.clock(), self.actor, fact)
        try:
            digests = self.setting.programme.mail.digest_imports
            shown = _shown(unit, message, (*trail, event), lead, one.since, digests=digests)
        except ConfigurationError as error:
            self.setting.report(unread(message, error, PUT_OFF))
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
        message = one.claim.message
        if is_news_mail(message):
            return mark_subscriber(unit, self.setting, message.recipient_id, lambda email: email == mail.to_address)
        return mark_address(unit, message.recipient_id, places, lambda email: email == mail.to_address)

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
    *,
    digests: bool,
) -> EmailStatusUpdate | None:
    """
    Return what the lead of a message shows by its *trail*; the lead is read unless it is given, with what it has come
    to show *since*.
    """
    about = lead or _lead(unit, message.lead_id)
    if about is None:
        return None

    def read() -> tuple[MessageTrail, ...]:
        own = unit.posts.of_lead(about.id, about.assignment)
        return (*own, *announcing(unit, about)) if digests else own

    return shown_after(about, message, trail, read, since)


def _lead(unit: UnitOfWork, lead_id: str | None) -> Lead | None:
    if lead_id is None:
        return None
    try:
        return unit.leads.get(lead_id)
    except NotFound:
        return None
