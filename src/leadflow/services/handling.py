"""
What partners and suppliers do with leads that are there: accept, reject, reassign, deactivate, send again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from leadflow.core.changes import Changes
from leadflow.core.facts import Actor, Channel
from leadflow.core.handling import (
    Handled,
    Refusal,
    accept,
    deactivate,
    reassign,
    reject,
    resend,
    tell_again,
    tell_registered,
)
from leadflow.core.handling.outcomes import whose
from leadflow.core.leads import Lead
from leadflow.core.notifications import (
    MessageKind,
    ReadyExport,
    RecipientDecision,
    choose_nominated_recipient,
    compose_export,
)
from leadflow.core.partners import Partner
from leadflow.core.programme import Programme
from leadflow.core.timeline import LeadEvent
from leadflow.errors import NotFound
from leadflow.ports import Clock, NewId, OpenUnit, UnitOfWork
from leadflow.services.retrying import retrying

__all__ = ["LeadHandling"]

_PORTAL = Actor(channel=Channel.PORTAL)
_API = Actor(channel=Channel.API)


class LeadHandling:
    """
    The part of the desk that handles leads that are there.

    Each method reads, decides and writes once. It returns `Handled`, or a `Refusal` that names the state of the lead;
    a refusal writes nothing. All raise `NotFound` for a lead that this supplier has not, and `Conflict` when others
    wrote first twelve times in a row.
    """

    def __init__(self, open_unit: OpenUnit, programme: Programme, *, clock: Clock, new_id: NewId) -> None:
        self._open_unit = open_unit
        self._programme = programme
        self._clock = clock
        self._new_id = new_id

    def accept(self, lead_id: str, *, partner_id: str, actor: Actor = _PORTAL) -> Handled | Refusal:
        """
        Accept a lead for a partner; *actor* says who and by which way.
        """
        return self._handle(lead_id, lambda lead, _, now: accept(lead, partner_id=partner_id, now=now, actor=actor))

    def reject(
        self,
        lead_id: str,
        *,
        partner_id: str,
        reason: str | None = None,
        comment: str | None = None,
        actor: Actor = _PORTAL,
    ) -> Handled | Refusal:
        """
        Reject a lead for a partner, with a code of the programme's reasons and a comment.
        """
        programme = self._programme
        return self._handle(
            lead_id,
            lambda lead, _, now: reject(
                lead,
                partner_id=partner_id,
                programme=programme,
                now=now,
                actor=actor,
                reason=reason,
                comment=comment,
            ),
        )

    def reassign(
        self, lead_id: str, assignee_id: str, *, partner_id: str | None = None, actor: Actor = _PORTAL
    ) -> Handled | Refusal:
        """
        Name another of the partner's people on a lead; they are mailed, and who had it before is not.

        Without *partner_id* it is the supplier who does it, and that only while the lead is pending and no module chose
        the partner.
        """
        return self._handle(
            lead_id,
            lambda lead, unit, now: _with_partner(
                lead,
                unit,
                partner_id,
                lambda partner: reassign(
                    lead,
                    partner,
                    assignee_id,
                    partner_id=partner_id,
                    programme=self._programme,
                    now=now,
                    actor=actor,
                ),
            ),
        )

    def deactivate(self, lead_id: str, *, actor: Actor = _API) -> Handled | Refusal:
        """
        Take a lead out of the lists and the partner's account; mail that waits is cancelled.
        """
        return self._handle(lead_id, lambda lead, _, now: deactivate(lead, now=now, actor=actor))

    def resend(self, lead_id: str, *, actor: Actor = _API) -> Handled | Refusal:
        """
        Send the new-lead mail again to whom it would go now, at most five times an hour.
        """
        programme = self._programme
        return self._tell(
            lead_id,
            lambda lead, partner, events, now: resend(lead, partner, events, programme=programme, now=now, actor=actor),
        )

    def remind(
        self, lead_id: str, kind: MessageKind = MessageKind.PENDING_REMINDER, *, actor: Actor = _API
    ) -> Handled | Refusal:
        """
        Remind the partner's people of a lead, or ask them for an update: the assignee, else the default recipients.

        Args:
            lead_id: Which lead.
            kind: A reminder, or a request to update the lead or its opportunity.
            actor: Who asks.
        """
        programme = self._programme
        return self._tell(
            lead_id,
            lambda lead, partner, _, now: tell_again(lead, partner, kind, programme=programme, now=now, actor=actor),
        )

    def notify_registered(self, lead_id: str, *, actor: Actor = _API) -> Handled | Refusal:
        """
        Tell the partner's people that the opportunity of an accepted lead was registered, once.

        The assignee is told, else the default recipients; the second call is ``already_done``.
        """
        programme = self._programme
        return self._tell(
            lead_id,
            lambda lead, partner, events, now: tell_registered(
                lead, partner, events, programme=programme, now=now, actor=actor
            ),
        )

    def notify_export_ready(self, export: ReadyExport) -> RecipientDecision:
        """
        Tell the nominated recipient of *export* that it can be fetched, once, however often this is called.

        The message is about no lead, so it stands on no timeline; what became of it is in the outbox.

        Returns:
            Whether the recipient is told, or why not; then nothing is written.
        """
        programme = self._programme
        decision = choose_nominated_recipient(export.recipient)
        messages = compose_export(
            export,
            decision,
            supplier_id=programme.supplier_id,
            now=self._clock(),
            template=programme.template_for(MessageKind.EXPORT_READY, ()),
        )
        if messages:
            with self._open_unit(programme.supplier_id) as unit:
                unit.commit(Changes(messages=messages))
        return decision

    def _tell(
        self, lead_id: str, decide: Callable[[Lead, Partner, tuple[LeadEvent, ...], datetime], Handled | Refusal]
    ) -> Handled | Refusal:
        """
        Decide about telling the people of the lead's partner, knowing what happened so far.
        """
        return self._handle(
            lead_id,
            lambda lead, unit, now: _with_partner(
                lead, unit, None, lambda partner: decide(lead, partner, unit.timeline.of(lead_id), now)
            ),
        )

    def _handle(
        self, lead_id: str, decide: Callable[[Lead, UnitOfWork, datetime], Handled | Refusal]
    ) -> Handled | Refusal:
        """
        Read the lead, decide, and write; once more from the beginning if somebody wrote first.
        """

        def attempt() -> Handled | Refusal:
            with self._open_unit(self._programme.supplier_id) as unit:
                done = decide(unit.leads.get(lead_id), unit, self._clock())
                if isinstance(done, Handled) and done.events:
                    unit.commit(Changes(leads=(done.lead,), events=done.events, messages=done.messages))
                return done

        return retrying(attempt)


def _with_partner(
    lead: Lead, unit: UnitOfWork, partner_id: str | None, decide: Callable[[Partner], Handled | Refusal]
) -> Handled | Refusal:
    """
    Decide with the lead's partner, if the lead stands where it can be handled.
    """
    wrong = whose(lead, partner_id)
    if wrong is not None:
        return wrong
    partner = next((one for one in unit.partners.all() if one.id == lead.partner_id), None)
    if partner is None:
        raise NotFound("partner", lead.partner_id or "")
    return decide(partner)
