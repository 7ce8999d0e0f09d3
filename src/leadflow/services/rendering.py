"""
From a claimed message to the mail that goes out, or the reason why none does.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

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
from leadflow.core.templates import template_named
from leadflow.core.timeline import LeadEvent
from leadflow.errors import NotFound, TemplateFailed
from leadflow.ports import TemplateEngine, UnitOfWork
from leadflow.services.setting import Setting

__all__ = ["Cancelled", "MailRoom", "Rendered", "Standing", "Unsendable", "standing_of"]

_WITH_BUTTONS = frozenset({MessageKind.NEW_LEAD, MessageKind.PENDING_REMINDER})


_KNOWN_FOR: Final = timedelta(seconds=10)


def standing_of(unit: UnitOfWork, lead_id: str | None) -> Standing | None:
    """
    Read where a lead stands; None if there is none, or the supplier has none of this id.
    """
    if lead_id is None:
        return None
    try:
        return Standing(unit.leads.get(lead_id), unit.timeline.of(lead_id))
    except NotFound:
        return None


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
    A mail, how its lead stood if it is about one, and whether the supplier's template failed and the default was taken.
    """

    mail: Mail
    standing: Standing | None
    template_failed: bool = False


@frozen
class Standing:
    """
    Where a lead stands: as it was last committed, with all its events.
    """

    lead: Lead
    events: tuple[LeadEvent, ...]


@frozen
class _Known:
    """
    Partners and campaigns by id, and when they were read.
    """

    partners: Mapping[str, Partner]
    campaigns: Mapping[str, Campaign]
    at: datetime


class MailRoom:
    """
    Renders the messages of one run; partners and campaigns are read anew every few seconds.
    """

    def __init__(
        self,
        setting: Setting,
        *,
        links: ActionLinks | None,
        engine: TemplateEngine | None,
        new_token: Callable[[], bytes] = lambda: secrets.token_bytes(16),
    ) -> None:
        self._setting = setting
        self._links = links
        self._engine = engine
        self._new_token = new_token
        self._known: _Known | None = None

    def render(self, message: Message, standing: Standing | None, now: datetime) -> Rendered:
        """
        Make the mail of *message* about a lead that stands so; None reads how it stands.

        Raises:
            Unsendable: It can never be sent.
            Cancelled: It is not to be sent any more.
        """
        if message.export is not None:
            about = Briefing(message=message, person=message.export.recipient, programme=self._setting.programme)
            return self._write(about, None)
        known, standing = self._read(now, message, standing)
        lead, events = standing.lead, standing.events
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
            programme=self._setting.programme,
            lead=lead,
            partner=partner,
            campaign=campaign,
            occasion=self._occasion(message, lead, partner, events, now),
        )
        return self._write(about, standing)

    def _read(self, now: datetime, message: Message, standing: Standing | None) -> tuple[_Known, Standing]:
        """
        Read what is not known; nothing is opened for what is.
        """
        known = self._known
        if known is not None and standing is not None and known.at <= now < known.at + _KNOWN_FOR:
            return known, standing
        with self._setting.unit() as unit:
            if known is None or not known.at <= now < known.at + _KNOWN_FOR:
                partners = {one.id: one for one in unit.records.all(Partner)}
                known = self._known = _Known(partners, {one.id: one for one in unit.records.all(Campaign)}, now)
            standing = standing or standing_of(unit, message.lead_id)
        if standing is None:
            raise Unsendable("lead_gone")
        return known, standing

    def _person(self, message: Message, partner: Partner | None) -> Person | None:
        if message.kind is MessageKind.LEAD_REJECTED:
            people = self._setting.programme.rejection_recipients
            return next((one for one in people if one.id == message.recipient_id), None)
        return partner.person(message.recipient_id) if partner else None

    def _occasion(
        self, message: Message, lead: Lead, partner: Partner, events: tuple[LeadEvent, ...], now: datetime
    ) -> Occasion:
        assignment = assignment_of(events)
        rejected = next((one.fact for one in reversed(events) if isinstance(one.fact, Rejected)), None)
        labels = {one.code: one.label for one in self._setting.programme.rejection_reasons}
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
        wanted = self._setting.programme.buttons and message.kind in _WITH_BUTTONS
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
        return (person.name or person.email) if person else self._setting.programme.title

    def _write(self, about: Briefing, standing: Standing | None) -> Rendered:
        message, groups = about.message, about.partner.groups if about.partner else ()
        template = template_named(self._setting.programme.templates, message.template, message.kind, groups)
        if template is None or self._engine is None:
            return Rendered(render(about), standing, template_failed=template is not None)
        try:
            return Rendered(render_template(template, about, source=self._engine.render), standing)
        except TemplateFailed:
            return Rendered(render(about), standing, template_failed=True)
