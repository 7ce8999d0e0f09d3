"""
What partners and suppliers do with leads that are there: accept, reject, reassign, deactivate, send again.

Each operation reads, decides and writes once. It returns `Handled`, or a `Refusal` that names the state of the lead; a
refusal writes nothing. All raise `NotFound` for a lead that this supplier has not, and `Conflict` when others wrote
first twelve times in a row.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from leadflow.core.changes import Changes
from leadflow.core.facts import Actor
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
from leadflow.core.timeline import LeadEvent
from leadflow.ports import UnitOfWork
from leadflow.services.planned import planned
from leadflow.services.reading import known_partner
from leadflow.services.setting import Setting

__all__ = [
    "accept_lead",
    "changes_of",
    "deactivate_lead",
    "notify_export_ready",
    "notify_registered",
    "reassign_lead",
    "reject_lead",
    "remind_partner",
    "resend_lead",
]


def accept_lead(setting: Setting, lead_id: str, *, partner_id: str, actor: Actor) -> Handled | Refusal:
    """
    Accept a lead for a partner.
    """
    return _handle(setting, lead_id, lambda lead, _, now: accept(lead, partner_id=partner_id, now=now, actor=actor))


def reject_lead(
    setting: Setting, lead_id: str, *, partner_id: str, reason: str | None, comment: str | None, actor: Actor
) -> Handled | Refusal:
    """
    Reject a lead for a partner, with a code of the programme's reasons and a comment.
    """
    return _handle(
        setting,
        lead_id,
        lambda lead, _, now: reject(
            lead,
            partner_id=partner_id,
            programme=setting.programme,
            now=now,
            actor=actor,
            reason=reason,
            comment=comment,
        ),
    )


def reassign_lead(
    setting: Setting, lead_id: str, assignee_id: str, *, partner_id: str | None, actor: Actor
) -> Handled | Refusal:
    """
    Name another of the partner's people on a lead; *partner_id* None is the supplier who does it.
    """
    return _handle(
        setting,
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
                programme=setting.programme,
                now=now,
                actor=actor,
            ),
        ),
    )


def deactivate_lead(setting: Setting, lead_id: str, *, actor: Actor) -> Handled | Refusal:
    """
    Take a lead out of the lists and the partner's account; mail that waits is cancelled.
    """
    return _handle(setting, lead_id, lambda lead, _, now: deactivate(lead, now=now, actor=actor))


def resend_lead(setting: Setting, lead_id: str, *, actor: Actor) -> Handled | Refusal:
    """
    Send the new-lead mail again to whom it would go now.
    """
    programme = setting.programme
    return _tell(
        setting,
        lead_id,
        lambda lead, partner, events, now: resend(lead, partner, events, programme=programme, now=now, actor=actor),
    )


def remind_partner(setting: Setting, lead_id: str, kind: MessageKind, *, actor: Actor) -> Handled | Refusal:
    """
    Remind the partner's people of a lead, or ask them for an update.
    """
    programme = setting.programme
    return _tell(
        setting,
        lead_id,
        lambda lead, partner, _, now: tell_again(lead, partner, kind, programme=programme, now=now, actor=actor),
    )


def notify_registered(setting: Setting, lead_id: str, *, actor: Actor) -> Handled | Refusal:
    """
    Tell the partner's people once that the opportunity of an accepted lead was registered.
    """
    programme = setting.programme
    return _tell(
        setting,
        lead_id,
        lambda lead, partner, events, now: tell_registered(
            lead, partner, events, programme=programme, now=now, actor=actor
        ),
    )


def notify_export_ready(setting: Setting, export: ReadyExport) -> RecipientDecision:
    """
    Tell the nominated recipient of *export* once that it can be fetched, or say why nobody is told.
    """
    programme = setting.programme
    decision = choose_nominated_recipient(export.recipient)

    def plan(_: UnitOfWork) -> tuple[RecipientDecision, Changes]:
        messages = compose_export(
            export,
            decision,
            supplier_id=programme.supplier_id,
            now=setting.clock(),
            template=programme.template_for(MessageKind.EXPORT_READY, ()),
        )
        return decision, Changes(messages=messages)

    return planned(setting, plan) if decision.included else decision


def changes_of(done: Handled | Refusal) -> Changes | None:
    """
    Return what is to be written of a decision about a lead; None if nothing is.
    """
    if isinstance(done, Refusal) or not done.events:
        return None
    return Changes(leads=(done.change,), messages=done.messages)


def _handle(
    setting: Setting, lead_id: str, decide: Callable[[Lead, UnitOfWork, datetime], Handled | Refusal]
) -> Handled | Refusal:
    """
    Read the lead, decide, and write.
    """

    def plan(unit: UnitOfWork) -> tuple[Handled | Refusal, Changes | None]:
        done = decide(unit.leads.get(lead_id), unit, setting.clock())
        return done, changes_of(done)

    return planned(setting, plan)


def _tell(
    setting: Setting,
    lead_id: str,
    decide: Callable[[Lead, Partner, tuple[LeadEvent, ...], datetime], Handled | Refusal],
) -> Handled | Refusal:
    """
    Decide about telling the people of the lead's partner, knowing what happened so far.
    """
    return _handle(
        setting,
        lead_id,
        lambda lead, unit, now: _with_partner(
            lead, unit, None, lambda partner: decide(lead, partner, unit.timeline.of(lead_id), now)
        ),
    )


def _with_partner(
    lead: Lead, unit: UnitOfWork, partner_id: str | None, decide: Callable[[Partner], Handled | Refusal]
) -> Handled | Refusal:
    """
    Decide with the lead's partner, if the lead stands where it can be handled.
    """
    wrong = whose(lead, partner_id)
    if wrong is not None:
        return wrong
    return decide(known_partner(unit, lead.partner_id or ""))
