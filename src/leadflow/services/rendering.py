"""
From a claimed message to the mail that goes out, or the reason why none does.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime

from attrs import frozen

from leadflow.core.facts import Reassigned, Rejected
from leadflow.core.handling.standing import assignment_of, superseded
from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.notifications import (
    ActionLinks,
    Briefing,
    LinkAction,
    LinkGrant,
    Mail,
    Message,
    MessageKind,
    Occasion,
    render,
    render_template,
)
from leadflow.core.partners import Campaign, Partner, Person
from leadflow.core.programme import Programme
from leadflow.core.templates import template_named
from leadflow.core.timeline import LeadEvent
from leadflow.errors import NotFound, TemplateFailed
from leadflow.ports import OpenUnit, TemplateEngine, UnitOfWork

__all__ = ["Cancelled", "MailRoom", "Rendered", "Unsendable"]

_WITH_BUTTONS = frozenset({MessageKind.NEW_LEAD, MessageKind.PENDING_REMINDER})


class Unsendable(Exception):
    """
    A message that can never be sent; the text is a code.
    """


class Cancelled(Exception):
    """
    A message that is not to be sent any more; the text is a code.
    """


@frozen
class Rendered:
    """
    A mail, and whether the supplier's template failed, so that the default wording was taken.
    """

    mail: Mail
    template_failed: bool = False


@frozen
class _Known:
    """
    Partners and campaigns by id, read once for a run of the relay.
    """

    partners: Mapping[str, Partner]
    campaigns: Mapping[str, Campaign]


class MailRoom:
    """
    Renders the messages of one run; partners and campaigns are read once for it.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        programme: Programme,
        *,
        links: ActionLinks | None,
        engine: TemplateEngine | None,
        new_token: Callable[[], bytes] = lambda: secrets.token_bytes(16),
    ) -> None:
        self._open_unit = open_unit
        self._programme = programme
        self._links = links
        self._engine = engine
        self._new_token = new_token
        self._known: _Known | None = None

    def render(self, message: Message, now: datetime) -> Rendered:
        """
        Read what *message* is about as it stands now, and make the mail.

        Raises:
            Unsendable: It can never be sent.
            Cancelled: It is not to be sent any more.
        """
        if message.export is not None:
            return self._write(Briefing(message=message, person=message.export.recipient, programme=self._programme))
        with self._open_unit(self._programme.supplier_id) as unit:
            known = self._read(unit)
            try:
                lead = unit.leads.get(message.lead_id or "")
                events = unit.timeline.of(lead.id)
            except NotFound:
                raise Unsendable("lead_gone") from None
        reason = superseded(message, lead, events)
        if reason is not None:
            raise Cancelled(reason)
        partner = known.partners.get(lead.partner_id or "")
        person = self._person(message, partner)
        if partner is None or person is None or not person.active:
            raise Unsendable("recipient_gone")
        if person.bounced is not None and person.bounced == person.email:
            raise Unsendable("address_bounced")
        campaign = known.campaigns.get(lead.campaign_id or "")
        about = Briefing(
            message=message,
            person=person,
            programme=self._programme,
            lead=lead,
            partner=partner,
            campaign=campaign,
            occasion=self._occasion(message, lead, partner, events, now),
        )
        return self._write(about)

    def _read(self, unit: UnitOfWork) -> _Known:
        if self._known is None:
            partners = {one.id: one for one in unit.partners.all()}
            self._known = _Known(partners, {one.id: one for one in unit.campaigns.all()})
        return self._known

    def _person(self, message: Message, partner: Partner | None) -> Person | None:
        if message.kind is MessageKind.LEAD_REJECTED:
            people = self._programme.rejection_recipients
            return next((one for one in people if one.id == message.recipient_id), None)
        return partner.person(message.recipient_id) if partner else None

    def _occasion(
        self, message: Message, lead: Lead, partner: Partner, events: tuple[LeadEvent, ...], now: datetime
    ) -> Occasion:
        assignment = assignment_of(events)
        rejected = next((one.fact for one in reversed(events) if isinstance(one.fact, Rejected)), None)
        labels = {one.code: one.label for one in self._programme.rejection_reasons}
        told = message.kind is MessageKind.LEAD_REJECTED and rejected is not None
        left = self._links is not None and message.kind.repeats and self._links.unsubscribe_url
        return Occasion(
            buttons=self._buttons(message, lead, assignment, now),
            assigned_by=self._assigned_by(message, partner, events, assignment),
            reason=labels.get(rejected.reason or "", rejected.reason or "") if told and rejected else "",
            comment=(rejected.comment or "") if told and rejected else "",
            unsubscribe=self._links.unsubscribe_link(message.recipient_id) if left and self._links else "",
        )

    def _buttons(self, message: Message, lead: Lead, assignment: int, now: datetime) -> Mapping[str, str]:
        links = self._links
        wanted = self._programme.buttons and message.kind in _WITH_BUTTONS
        if links is None or not wanted or lead.status is not DistributionStatus.PENDING:
            return {}
        token = links.sign(
            LinkGrant(
                token_id=self._new_token(),
                lead_id=lead.id,
                assignment=assignment,
                recipient_id=message.recipient_id,
                actions=frozenset(LinkAction),
                expires_at=now + links.valid_for,
            )
        )
        return {action.value: links.link(token, action) for action in LinkAction}

    def _assigned_by(self, message: Message, partner: Partner, events: tuple[LeadEvent, ...], assignment: int) -> str:
        """
        Name the colleague who reassigned the lead, if one did.
        """
        if message.kind is not MessageKind.NEW_LEAD or not assignment:
            return ""
        event = events[assignment - 1]
        person = partner.person(event.actor.id) if isinstance(event.fact, Reassigned) else None
        return (person.name or person.email) if person else self._programme.title

    def _write(self, about: Briefing) -> Rendered:
        message, groups = about.message, about.partner.groups if about.partner else ()
        template = template_named(self._programme.templates, message.template, message.kind, groups)
        if template is None or self._engine is None:
            return Rendered(render(about), template_failed=template is not None)
        try:
            return Rendered(render_template(template, about, source=self._engine.render))
        except TemplateFailed:
            return Rendered(render(about), template_failed=True)
