"""
Converts a claimed message to mail, or says why there is none.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Final, assert_never

from attrs import evolve, frozen

from leadflow.core.access import disclosed
from leadflow.core.exports import ExportState, StoredExport
from leadflow.core.facts import (
    Reassigned,
    RegistrationDenied,
    Rejected,
    StageChanged,
)
from leadflow.core.handling.assignment import superseded, unwanted
from leadflow.core.handling.link_actions import shown_actions
from leadflow.core.handling.registering import values_given
from leadflow.core.handling.subscriptions import Subscriber
from leadflow.core.leads import Lead
from leadflow.core.notifications import (
    ActionLinks,
    Briefing,
    Digest,
    LinkAction,
    LinkGrant,
    MailFile,
    Message,
    Occasion,
    ReadyExport,
    header_text,
)
from leadflow.core.partners import Account, Person, SupplierContact
from leadflow.core.templates import MessageKind, traits_of
from leadflow.core.timeline import LeadEvent
from leadflow.ports import AttachmentStore, TemplateEngine, UnitOfWork
from leadflow.services.digests.mail import NOTHING_LEFT, brief_changes, brief_import, unheard
from leadflow.services.digests.subscribers import one_subscriber
from leadflow.services.mail.sources import (
    KnownRecords,
    asked_for,
    cause_of,
    lead_of,
    opportunity_of,
    protected_until,
)
from leadflow.services.mail.unsent import Cancelled, Unsendable
from leadflow.services.mail.writing import MailWriter, Rendered
from leadflow.services.operations.setting import Setting

__all__ = ["Briefed", "MailRoom"]


_KNOWN_FOR: Final = timedelta(seconds=1)


@frozen
class Briefed:
    """
    All that a mail is to say, and the lead that it is about if it is.

    The partner is named if the recipient is one of its people.
    """

    about: Briefing
    lead: Lead | None = None
    partner_id: str | None = None


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
        self._writer = MailWriter(setting, engine)
        self._new_token = new_token
        self._files = files
        self._known: KnownRecords | None = None

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
            known, (lead, activities) = self._fresh(now), lead_of(unit, message)
            if traits_of(message.kind).as_given:
                lead = self._as_given(unit, message, lead)
            cause, opportunity = cause_of(unit, message, lead), opportunity_of(unit, message, lead)
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
                found = brief_import(self._setting, unit, message, digest, now, link, self._links)
        if isinstance(found, str):
            # Whom an import cannot reach is a failure that its leads show.
            failed = traits_of(message.kind).announces and found != NOTHING_LEFT
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

    def _fresh(self, now: datetime) -> KnownRecords:
        known = self._known
        if known is None or not known.at <= now < known.at + _KNOWN_FOR:
            known = self._known = KnownRecords(now)
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
                | MessageKind.LEADS_UPDATED_BY_SUPPLIER
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
            comment=rejected.comment or staged or asked_for(cause),
            protected_until=protected_until(cause, self._letterhead.zone),
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
        return self._writer.write(about)
