"""
Converts a claimed message to mail, or says why there is none.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, tzinfo
from functools import partial
from typing import Final, assert_never

from attrs import evolve, field, frozen

from leadflow.core.access import disclosed
from leadflow.core.exports import ExportState, StoredExport
from leadflow.core.facts import (
    OpportunityRegistered,
    OpportunityUpdated,
    ProtectionExtended,
    Reassigned,
    Registered,
    RegistrationDenied,
    RegistrationReturned,
    Rejected,
    StageChanged,
)
from leadflow.core.handling.assignment import superseded, unwanted
from leadflow.core.handling.link_actions import shown_actions
from leadflow.core.handling.registering import values_given
from leadflow.core.handling.subscriptions import Subscriber
from leadflow.core.kinds.dates import day_in
from leadflow.core.leads import Lead
from leadflow.core.notifications import (
    ActionLinks,
    Briefing,
    Digest,
    LinkAction,
    LinkGrant,
    Mail,
    MailFile,
    Message,
    Occasion,
    ReadyExport,
    header_text,
    render,
    render_template,
)
from leadflow.core.notifications.rendering import SHOWN_ACTIVITIES
from leadflow.core.observations import TemplateUnusable
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Account, Campaign, Partner, Person, SupplierContact
from leadflow.core.templates import MessageKind, Template, template_named, traits_of
from leadflow.core.timeline import LeadEvent
from leadflow.errors import NotFound
from leadflow.ports import AttachmentStore, TemplateEngine, UnitOfWork
from leadflow.ports.observing import locate
from leadflow.services.digest_mail import NOTHING_LEFT, brief_arrivals, brief_changes, unheard
from leadflow.services.required_records import account_of
from leadflow.services.setting import Setting
from leadflow.services.subscribers import one_subscriber

__all__ = ["Briefed", "Cancelled", "MailRoom", "Rendered", "Unsendable"]


_KNOWN_FOR: Final = timedelta(seconds=1)


class Unsendable(Exception):
    """
    A message that can never be sent; the text is a code.
    """


class Cancelled(Exception):
    """
    A message that is not to be sent any more; the text is a code.
    """


@frozen
class Briefed:
    """
    All that a mail is to say, and the lead that it is about if it is.

    The partner is named if the recipient is one of its people.
    """

    about: Briefing
    lead: Lead | None = None
    partner_id: str | None = None


@frozen
class Rendered:
    """
    A mail, and whether the supplier's template failed and the default was taken.
    """

    mail: Mail
    template_failed: bool = False


@frozen
class _Known:
    """
    What mail was about since *at*: accounts and campaigns by id, None for those that are gone.
    """

    at: datetime
    _accounts: dict[str, Account | None] = field(factory=dict)
    _campaigns: dict[str, Campaign | None] = field(factory=dict)

    def account(self, unit: UnitOfWork, partner_id: str | None) -> Account | None:
        """
        Return the account of a partner, which is read alone.
        """
        if partner_id is not None and partner_id not in self._accounts:
            partner = unit.records.one(Partner, partner_id)
            self._accounts[partner_id] = account_of(unit, partner) if partner else None
        return self._accounts.get(partner_id or "")

    def campaign(self, unit: UnitOfWork, campaign_id: str | None) -> Campaign | None:
        """
        Return a campaign, which is read alone.
        """
        if campaign_id is not None and campaign_id not in self._campaigns:
            self._campaigns[campaign_id] = unit.records.one(Campaign, campaign_id)
        return self._campaigns.get(campaign_id or "")


class MailRoom:
    """
    Renders the messages of one run; partners, their people and campaigns are read again every second.
    """

    def __init__(
        self,
        setting: Setting,
        *,
        links: ActionLinks | None,
        engine: TemplateEngine | None,
        files: AttachmentStore | None = None,
        new_token: Callable[[], bytes] = lambda: secrets.token_bytes(16),
    ) -> None:
        self._setting = setting
        self._letterhead = setting.programme.letterhead
        self._reasons = {one.code: one.label for one in setting.programme.rejections.reasons}
        self._links = links
        self._engine = engine
        self._new_token = new_token
        self._files = files
        self._known: _Known | None = None

    def brief(self, message: Message, now: datetime) -> Briefed:
        """
        Read what the mail of *message* is to say, about its lead in its current state.

        Raises:
            Unsendable: It can never be sent.
            Cancelled: It is not to be sent any more.
        """
        if message.export is not None:
            return Briefed(self._brief_export(message, message.export, now))
        if message.digest is not None:
            return self._brief_digest(message, message.digest, now)
        with self._setting.unit() as unit:
            subscriber = self._subscriber(unit, message)
            known, (lead, activities) = self._fresh(now), _lead(unit, message)
            if traits_of(message.kind).as_given:
                lead = self._as_given(unit, message, lead)
            cause, opportunity = _cause(unit, message, lead), _opportunity(unit, message, lead)
            account, campaign = known.account(unit, lead.partner_id), known.campaign(unit, lead.campaign_id)
        reason = superseded(message, lead)
        if reason is not None:
            raise Cancelled(reason)
        person = subscriber.subscription.contact if subscriber else self._person(message, account)
        reason = unwanted(message, person, account)
        if reason is not None and known.at < now:
            # Somebody may have come, or have another address, since that was read.
            self._known = None
            return self.brief(message, now)
        if reason is not None:
            raise (Cancelled if message.kind.repeats else Unsendable)(reason)
        assert person is not None
        about = Briefing(
            message=message,
            person=person,
            letterhead=self._letterhead,
            lead=self._shown(lead, message, account),
            partner=account.partner if account else None,
            campaign=campaign,
            earlier=activities - len(lead.history),
            occasion=evolve(self._occasion(message, lead, account, cause, now), opportunity=opportunity),
            at=now,
        )
        theirs = not traits_of(message.kind).to_supplier
        return Briefed(about, lead, account.partner.id if theirs and account else None)

    def _brief_digest(self, message: Message, digest: Digest, now: datetime) -> Briefed:
        with self._setting.unit() as unit:
            if digest.import_id is None:
                about = brief_changes(self._setting, unit, message, digest, now, self._links)
                found = (about, "") if not isinstance(about, str) else about
            else:
                link = partial(self._link, message, now=now)
                found = brief_arrivals(self._setting, unit, message, digest, now, link)
        if isinstance(found, str):
            # Whom an import cannot reach is a failure that its leads show.
            failed = digest.import_id is not None and found != NOTHING_LEFT
            raise (Unsendable if failed else Cancelled)(found)
        return Briefed(found[0], partner_id=found[1] or None)

    def _link(self, message: Message, lead: Lead, now: datetime) -> str:
        """
        Return where a lead of a digest can be answered; empty for nowhere.
        """
        if self._links is None or not self._setting.programme.mail.buttons:
            return ""
        return self._links.link(self._token(self._links, message, lead, now))

    def _subscriber(self, unit: UnitOfWork, message: Message) -> Subscriber | None:
        """
        Read who subscribed to the news that a message is about; None for any other message.

        Raises:
            Cancelled: They do not hear of it any more.
        """
        if not traits_of(message.kind).to_subscribers:
            return None
        subscriber = one_subscriber(unit, self._setting.programme, message.recipient_id)
        reason = unheard(subscriber)
        if reason is not None:
            raise Cancelled(reason)
        return subscriber

    def _as_given(self, unit: UnitOfWork, message: Message, lead: Lead) -> Lead:
        """
        Return a lead as it was submitted: what its partner has changed since is not the supplier's to see.
        """
        fields = self._setting.programme.schema.leads
        return evolve(lead, values=values_given(lead, unit.timeline.of(lead.id), message.seq, fields))

    def _shown(self, lead: Lead, message: Message, account: Account | None) -> Lead:
        """
        Return *lead* as the recipient of *message* sees it: a partner's people as the partner does, a supplier's whole.
        """
        if account is None or traits_of(message.kind).to_supplier:
            return lead
        theirs = any(one.id == message.recipient_id for one in account.people.members)
        return disclosed(lead, self._setting.programme.hidden_until_accepted) if theirs else lead

    def _fresh(self, now: datetime) -> _Known:
        known = self._known
        if known is None or not known.at <= now < known.at + _KNOWN_FOR:
            known = self._known = _Known(now)
        return known

    def _person(self, message: Message, account: Account | None) -> Person | None:
        if traits_of(message.kind).to_supplier:
            people = self._people_of_the_supplier(message.kind)
            return next((one for one in people if one.id == message.recipient_id), None)
        return account.person(message.recipient_id) if account else None

    def _people_of_the_supplier(self, kind: MessageKind) -> tuple[SupplierContact, ...]:
        programme = self._setting.programme
        match kind:
            case MessageKind.LEAD_REJECTED:
                return programme.rejections.recipients
            case MessageKind.DEADLINE_PASSED:
                return programme.deadlines.managers
            case MessageKind.OPPORTUNITY_UPDATED:
                return programme.opportunities.recipients
            case MessageKind.REGISTRATION_SUBMITTED:
                return programme.registrations.recipients
            case (
                MessageKind.NEW_LEAD
                | MessageKind.UPDATE_REQUEST
                | MessageKind.PENDING_REMINDER
                | MessageKind.OPPORTUNITY_UPDATE_REQUEST
                | MessageKind.DEAL_REGISTERED
                | MessageKind.LEAD_RECALLED
                | MessageKind.OPPORTUNITY_UPDATED_BY_SUPPLIER
                | MessageKind.EXPORT_READY
                | MessageKind.LEAD_UPDATED_BY_SUPPLIER
                | MessageKind.LEAD_UPDATED
                | MessageKind.DIGEST
                | MessageKind.REGISTRATION_RETURNED
                | MessageKind.REGISTRATION_APPROVED
                | MessageKind.REGISTRATION_DENIED
                | MessageKind.REGISTRATION_EXPIRING
                | MessageKind.NEW_LEADS
            ):
                return ()
            case _:
                assert_never(kind)

    def _occasion(
        self, message: Message, lead: Lead, account: Account | None, cause: LeadEvent | None, now: datetime
    ) -> Occasion:
        rejected = cause.fact if cause and isinstance(cause.fact, Rejected | RegistrationDenied) else Rejected()
        staged = cause.fact.comment if cause and isinstance(cause.fact, StageChanged) else None
        left = self._links is not None and message.kind.repeats and self._links.unsubscribe_url
        return Occasion(
            buttons=self._buttons(message, lead, now),
            assigned_by=self._assigned_by(message, account, cause),
            reason=self._reasons.get(rejected.reason or "", rejected.reason or ""),
            comment=rejected.comment or staged or _asked_for(cause),
            protected_until=_protected_until(cause, self._letterhead.zone),
            unsubscribe=self._links.unsubscribe_link(
                "" if account is None or traits_of(message.kind).to_supplier else account.partner.id,
                message.recipient_id,
            )
            if left and self._links
            else "",
        )

    def _buttons(self, message: Message, lead: Lead, now: datetime) -> Mapping[str, str]:
        links = self._links
        shown = shown_actions(message.kind, lead) if self._setting.programme.mail.buttons else ()
        if links is None or not shown:
            return {}
        token = self._token(links, message, lead, now)
        return {action.value: links.link(token, action) for action in shown}

    def _token(self, links: ActionLinks, message: Message, lead: Lead, now: datetime) -> str:
        return links.sign(
            LinkGrant(
                token_id=self._new_token(),
                lead_id=lead.id,
                assignment=lead.assignment,
                recipient_id=message.recipient_id,
                actions=frozenset(LinkAction),
                expires_at=now + links.valid_for,
            )
        )

    def _assigned_by(self, message: Message, account: Account | None, cause: LeadEvent | None) -> str:
        """
        Name the colleague who reassigned the lead, if one did.
        """
        if account is None or not traits_of(message.kind).announces:
            return ""
        person = account.person(cause.actor.id) if cause and isinstance(cause.fact, Reassigned) else None
        return (person.name or person.email) if person else self._setting.programme.title

    def _brief_export(self, message: Message, export: ReadyExport, now: datetime) -> Briefing:
        """
        Read the file that is attached, if one is; what was erased or withdrawn meanwhile is not sent.
        """
        if not export.recipient.email:
            raise Cancelled("recipient_gone")
        with self._setting.unit() as unit:
            stored = unit.records.one(StoredExport, export.id)
        if stored is not None and stored.state is ExportState.WITHDRAWN:
            raise Cancelled("export_withdrawn")
        files: tuple[MailFile, ...] = ()
        if export.file_key and self._files is not None:
            with self._files.open(self._setting.supplier_id, export.file_key) as file:
                files = (MailFile(name=header_text(export.name), media_type=export.media_type, content=file.read()),)
        if export.file_key and not files and not export.link:
            raise Unsendable("attachment_store_missing")
        return Briefing(message=message, person=export.recipient, letterhead=self._letterhead, at=now, files=files)

    def render(self, about: Briefing) -> Rendered:
        """
        Write the mail that says what *about* holds.
        """
        message, groups = about.message, about.partner.groups if about.partner else ()
        template = template_named(self._setting.programme.mail.templates, message.template, message.kind, groups)
        if template is None:
            return Rendered(render(about))
        if self._engine is None:
            return self._in_default_wording(about, template, "the relay has no engine for templates")
        whole = self._whole(about)
        try:
            return Rendered(render_template(template, whole, source=self._engine.render))
        except Exception as error:
            # An engine with a bug costs nobody a mail.
            return self._in_default_wording(about, template, locate(error))

    def _in_default_wording(self, about: Briefing, template: Template, error: str) -> Rendered:
        unusable = TemplateUnusable(
            supplier_id=self._setting.supplier_id, template=template.reference, key=about.message.key, error=error
        )
        self._setting.report(unusable)
        return Rendered(render(about), template_failed=True)

    def _whole(self, about: Briefing) -> Briefing:
        """
        Read all history of the lead, which a template of the supplier's may show.
        """
        if not about.earlier or about.lead is None:
            return about
        with self._setting.unit() as unit:
            whole = unit.leads.get(about.lead.id)
        return evolve(about, lead=evolve(about.lead, history=whole.history), earlier=0)


def _lead(unit: UnitOfWork, message: Message) -> tuple[Lead, int]:
    try:
        return unit.leads.brief(message.lead_id or "", SHOWN_ACTIVITIES)
    except NotFound:
        raise Unsendable("lead_gone") from None


def _opportunity(unit: UnitOfWork, message: Message, lead: Lead) -> tuple[tuple[str, str], ...]:
    """
    Return what the opportunity says that a mail is about, as texts; empty for mail about none.
    """
    if not traits_of(message.kind).shows_opportunity:
        return ()
    facts = (event.fact for event in reversed(unit.timeline.of(lead.id)[: message.seq]))
    about = next((one for one in facts if isinstance(one, OpportunityRegistered | OpportunityUpdated)), None)
    found = unit.records.one(Opportunity, about.opportunity_id) if about is not None else None
    if found is None:
        return ()
    said = {
        "name": found.name,
        "stage": found.stage,
        "amount": str(found.amount or ""),
        "probability": "" if found.probability is None else f"{found.probability} %",
        "close_date": found.close_date.isoformat() if found.close_date else "",
        "owner": found.owner,
    }
    return tuple((name, text) for name, text in said.items() if text)


def _cause(unit: UnitOfWork, message: Message, lead: Lead) -> LeadEvent | None:
    """
    Read the one event of the lead that its mail has to name: by which it was rejected, or given to an assignee.
    """
    traits = traits_of(message.kind)
    if traits.shows_rejection or traits.shows_state:
        return unit.timeline.one(lead.id, message.seq)
    if traits.shows_registration:
        events = reversed(unit.timeline.of(lead.id)[: message.seq])
        return next((one for one in events if isinstance(one.fact, _DECISIONS)), None)
    if traits_of(message.kind).announces and lead.assignee_id is not None and lead.assignment:
        return unit.timeline.one(lead.id, lead.assignment)
    return None


_DECISIONS: Final = (Registered, RegistrationDenied, RegistrationReturned, ProtectionExtended)


def _asked_for(cause: LeadEvent | None) -> str:
    """
    Return what the supplier wants to know of a registration.
    """
    return (cause.fact.comment or "") if cause and isinstance(cause.fact, RegistrationReturned) else ""


def _protected_until(cause: LeadEvent | None, zone: tzinfo) -> str:
    """
    Return the day in *zone* on which the protection of a registration ends; empty if there is none.
    """
    match cause.fact if cause else None:
        case Registered(protected_until=end) if end is not None:
            return day_in(zone, end).isoformat()
        case ProtectionExtended(until=end):
            return day_in(zone, end).isoformat()
        case _:
            return ""
