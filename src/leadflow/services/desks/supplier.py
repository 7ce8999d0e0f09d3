"""
The supplier's desk: receives and handles leads, and saves partners and campaigns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, overload

from leadflow.core.access import ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.attachments import AttachmentPolicy
from leadflow.core.details import LeadDetail
from leadflow.core.facts import Channel
from leadflow.core.forms import FormDescription
from leadflow.core.handling import AfterRecall, LeadEdit, LeadMove, LeadUpdate, Refusal
from leadflow.core.intake import Distribution, Draft, InvalidDraft, LeadForm, OnDuplicate
from leadflow.core.leads import ExternalId, Lead
from leadflow.core.notifications import MessageKind, MessageTrail, PostEvent, ReadyExport, RecipientDecision
from leadflow.core.openings import LeadOpening
from leadflow.core.page import Page
from leadflow.core.partners import Account, Campaign, Partner, PartnerPause, PartnerPeople
from leadflow.core.problems import Problem
from leadflow.core.registration import AutoRegistrationExplanation
from leadflow.core.timeline import LeadEvent
from leadflow.core.views import Count, LeadPage, LeadQuery, PartnerQuery
from leadflow.services.exports.rows import exported_rows
from leadflow.services.handling.acts import (
    deactivate_lead,
    notify_deal_registered,
    notify_export_ready,
    reassign_lead,
    remind_partner,
    resend_lead,
)
from leadflow.services.handling.editing import edit_lead, set_lead_stage
from leadflow.services.handling.moving import duplicate_lead, reactivate_lead, recall_lead, transfer_lead
from leadflow.services.handling.opening import openings_of_lead
from leadflow.services.handling.placing import assign_lead, route_lead_again
from leadflow.services.intake.receiving import receive_draft
from leadflow.services.operations.caller import calling
from leadflow.services.operations.setting import Setting
from leadflow.services.registration.auto_registering import explain_registration
from leadflow.services.settings.pausing import pause_of, pause_partner, resume_partner
from leadflow.services.settings.saving import save_campaigns, save_partners
from leadflow.services.views.describing import detail_of
from leadflow.services.views.explaining import explain_lead
from leadflow.services.views.forms import form_for
from leadflow.services.views.records import campaigns_of, partners_of
from leadflow.services.views.viewing import (
    account_at,
    count_leads_of,
    count_leads_of_by,
    history_of,
    lead_of,
    leads_of,
    messages_of,
    timeline_of,
)

__all__ = ["SupplierDesk"]


@checked
class SupplierDesk:
    """
    What a supplier does with its leads, for one party.

    Stateless and cheap to create: open one for each request. What the party does not see looks
    unknown (`NotFound`), and what none of its roles allows is `NotAllowed`; nothing is written then. Methods that
    handle a lead return `LeadUpdate`, or a `Refusal` that names the state of the lead, and raise `Conflict` when others
    wrote first twelve times in a row.

    Methods that receive or handle a lead take an idempotency key: a text that the caller makes for one call, such as
    the id of a posted form or of a request. If the same party makes the same call with the same key again within seven
    days, from whichever process, it writes nothing and returns the first result. Another call with that key raises
    `InvalidInput`. A refusal writes nothing and uses no key.
    """

    def __init__(
        self, setting: Setting, party: SupplierParty | ProgramParty, *, channel: Channel | None = None
    ) -> None:
        """
        Open the desk for *party*, who is named in the events of everything done here.

        Args:
            setting: What services work with.
            party: Who calls.
            channel: The way they came by; without one a person comes by the portal, and a program by the API.
        """
        self._caller = calling(setting, party, channel)

    def form(
        self,
        form: LeadForm = LeadForm.ADMIN,
        *,
        language: str | None = None,
        attachments: AttachmentPolicy | None = None,
    ) -> FormDescription:
        """
        Describe a form: its sections and fields in a language, what can be chosen, and what it requires.

        `leadflow.read_form` reads what is posted by it, for `receive`.

        Args:
            form: The supplier's, the partners', or what columns of a file can be.
            language: Of labels and help; if omitted, the programme's.
            attachments: What can be attached; None leaves that section out.
        """
        return form_for(self._caller, form, language=language, attachments=attachments)

    @overload
    def receive(
        self,
        draft: Draft,
        *,
        module: str | None = None,
        lead_id: str | None = None,
        on_duplicate: Literal[OnDuplicate.CREATE] = OnDuplicate.CREATE,
        idempotency_key: str | None = None,
    ) -> Distribution | InvalidDraft: ...
    @overload
    def receive(
        self,
        draft: Draft,
        *,
        module: str | None = None,
        lead_id: str | None = None,
        on_duplicate: OnDuplicate,
        idempotency_key: str | None = None,
    ) -> Distribution | LeadUpdate | InvalidDraft: ...
    def receive(
        self,
        draft: Draft,
        *,
        module: str | None = None,
        lead_id: str | None = None,
        on_duplicate: OnDuplicate = OnDuplicate.CREATE,
        idempotency_key: str | None = None,
    ) -> Distribution | LeadUpdate | InvalidDraft:
        """
        Admit *draft*, route it, decide who is notified, and save all of it.

        A partner that the draft names gets the lead; other drafts are routed by *module*.

        Args:
            draft: What came in.
            module: Name of the routing module; if omitted, the programme's, if it has one.
            lead_id: If omitted, a new id.
            on_duplicate: What happens if an active lead of the same campaign has the same e-mail or unique field, as in
                imports: updating and filling write values, the score and ids in other systems, and leave partner,
                campaign, stage and source. If omitted, another lead is made.
            idempotency_key: See the class.

        Returns:
            The new lead with every decision; or the lead that is there already, ``unchanged`` where nothing was
            written; or all problems of the draft. A refusal writes nothing.

        Raises:
            StaleLead: There is a lead with this id. Nothing was written.
            NotFound: There is no such module. Nothing was written.
            InvalidInput: The module does not fit the fields and partners of today. Nothing was written.
            Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
        """
        return receive_draft(
            self._caller,
            draft,
            module=module,
            lead_id=lead_id,
            on_duplicate=on_duplicate,
            idempotency_key=idempotency_key,
        )

    def save_partners(
        self, partners: Iterable[Partner] = (), /, *, people: Iterable[PartnerPeople] = ()
    ) -> tuple[Problem, ...]:
        """
        Add partners and their people, or replace them by id.

        What others have recorded meanwhile stays: who has unsubscribed, which addresses bounced, who of those that
        were there before is a default recipient, and what partners have switched on.

        Args:
            partners: In any order; an id that is new adds a partner.
            people: Of these partners or of ones that are there, saved in the same commit.

        Returns:
            Warnings about the addresses of roles, such as ``sales@``, among the people, and about territories that are
            probably misspelt countries.
        """
        return save_partners(self._caller, partners, people=people)

    def pause_partner(self, partner_id: str, *, comment: str | None = None) -> PartnerPause:
        """
        Pause a partner: routing gives it no leads until it is resumed, and no default partner gets any.

        It keeps the leads that it has. Who names it, a person or a draft, still gives it leads. Saving the partner ends
        no pause. Needs the act ``save_partners``; a partner that is paused already stays as it is.

        Args:
            partner_id: Which partner.
            comment: Why, at most 2,000 characters; None says nothing.

        Raises:
            NotFound: There is no such partner, or the party does not see it. Nothing was written.
            InvalidInput: The comment is too long (``comment_too_long``). Nothing was written.
        """
        return pause_partner(self._caller, partner_id, comment)

    def resume_partner(self, partner_id: str) -> PartnerPause:
        """
        End the pause of a partner, also one that deadlines have paused; routing continues from its turns.

        Raises:
            NotFound: There is no such partner, or the party does not see it. Nothing was written.
        """
        return resume_partner(self._caller, partner_id)

    def pause_of(self, partner_id: str) -> PartnerPause | None:
        """
        Return whether a partner is paused, since when and by whom; None if it never was.

        Raises:
            NotFound: There is no such partner, or the party does not see it.
        """
        return pause_of(self._caller, partner_id)

    def save_campaigns(self, campaigns: Iterable[Campaign], /) -> None:
        """
        Add campaigns, or replace them by id.
        """
        save_campaigns(self._caller, campaigns)

    def account(self, partner_id: str) -> Account:
        """
        Return a partner with its settings and its people.

        Raises:
            NotFound: The supplier has no such partner, or the party does not see it.
        """
        return account_at(self._caller, partner_id)

    def partners(self, query: PartnerQuery = PartnerQuery()) -> Page[Partner]:
        """
        Return a page of the partners that the party sees; if *query* is omitted, the first hundred.

        The partners are read in the order of their ids until the page is full, so a filter that few satisfy reads many.

        Raises:
            InvalidInput: The criteria of the query do not fit the fields of partners.
        """
        return partners_of(self._caller, query)

    def campaigns(self, text: str | None = None, *, after: str | None = None, most: int = 100) -> Page[Campaign]:
        """
        Return a page of the campaigns, by ascending id.

        Args:
            text: Only those in whose name or id this occurs, whatever its case; None for all.
            after: `Page.after` of the page before; None for the first page.
            most: How many at most, from 1 to 1,000.

        Raises:
            InvalidInput: *most* is out of its range (``number_out_of_range``).
        """
        return campaigns_of(self._caller, text, after, most)

    def lead(self, lead_id: str) -> Lead:
        """
        Return a lead in its current state.
        """
        return lead_of(self._caller, lead_id)

    def detail(self, lead_id: str, *, language: str | None = None) -> LeadDetail:
        """
        Describe a lead for its page: sections with labels, its events as sentences, and what the party can do now.

        Args:
            lead_id: Of the lead.
            language: Of labels and sentences; if omitted, or if there is no wording in it, the programme's.
        """
        return detail_of(self._caller, lead_id, language=language)

    def leads(self, query: LeadQuery = LeadQuery()) -> LeadPage:
        """
        Return a page of the leads that the party sees; if *query* is omitted, the newest.
        """
        return leads_of(self._caller, query)

    def export(self, query: LeadQuery = LeadQuery()) -> Iterator[list[str]]:
        """
        Return a list as rows of texts for a file: the header, then each lead that the party sees and *query* asks for.

        They are read in pages while they are asked for, so memory does not grow. What `write_csv` and `write_xlsx` of
        `leadflow.adapters.tables` write of them is safe in spreadsheets, and an import reads the same values back.

        Args:
            query: What is exported, with which columns; if omitted, all leads with the default columns. Its page
                size and cursor do not count, and without an order of its own the oldest lead comes first. In another
                order, a lead that changes its place meanwhile may be missing or be there twice.

        Raises:
            InvalidInput: The query names what is not a field or cannot be shown, sorted by or asked.
        """
        return exported_rows(self._caller, query)

    def count(self, query: LeadQuery = LeadQuery()) -> Count:
        """
        Return the number of leads on all pages of *query*; an estimate if counting takes longer than
        `Setting.count_within`.
        """
        return count_leads_of(self._caller, query)

    def count_by(self, column: str, query: LeadQuery = LeadQuery()) -> Mapping[str | None, Count]:
        """
        Return the number of leads for each value of a column, such as ``status``, as `count` does; None counts missing
        values.
        """
        return count_leads_of_by(self._caller, column, query)

    def explain_registration(self, lead_id: str) -> AutoRegistrationExplanation:
        """
        Say of a lead which rule registered it, or why none did, by the rules that are in force now.
        """
        return explain_registration(self._caller, lead_id)

    def timeline(self, lead_id: str) -> tuple[LeadEvent, ...]:
        """
        Return the events of a lead, in order.
        """
        return timeline_of(self._caller, lead_id)

    def openings(self, lead_id: str) -> tuple[LeadOpening, ...]:
        """
        Return who of the partner has opened a lead, and when first, by assignment.
        """
        return openings_of_lead(self._caller, lead_id)

    def messages(self, lead_id: str) -> tuple[MessageTrail, ...]:
        """
        Return the messages about a lead, each with its trail.
        """
        return messages_of(self._caller, lead_id)

    def history_of(self, lead_id: str) -> tuple[LeadEvent | PostEvent, ...]:
        """
        Return the events of a lead and of its messages, merged by time.
        """
        return history_of(self._caller, lead_id)

    def explain(self, lead_id: str) -> str:
        """
        Explain why a lead is where it is, who was notified, and what happened to that mail, from what was decided then.
        """
        return explain_lead(self._caller, lead_id)

    def assign(
        self,
        lead_id: str,
        *,
        partner_id: str,
        assignee_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> LeadUpdate | Refusal:
        """
        Give a lead that waits to a partner, perhaps to one of its people, and notify them.

        A partner that declined the lead before can get it, and a capacity does not count, because a person decides.

        Raises:
            NotFound: There is no such partner, or the party does not see it. Nothing was written.
        """
        return assign_lead(self._caller, lead_id, partner_id, assignee_id, idempotency_key=idempotency_key)

    def route_again(
        self,
        lead_id: str,
        *,
        module: str | None = None,
        version: int | None = None,
        idempotency_key: str | None = None,
    ) -> LeadUpdate | Refusal:
        """
        Route a lead that waits again; the decision is on its timeline, whether it found a partner or not.

        Args:
            lead_id: Which lead.
            module: Name of the routing module; if omitted, the programme's.
            version: Of the module; if omitted, the one in force.
            idempotency_key: See the class.

        Returns:
            The lead, ``unchanged`` if it waits on for the same reasons as before.

        Raises:
            NotFound: There is no such module or version. Nothing was written.
            InvalidInput: The module does not fit the fields and partners of today. Nothing was written.
        """
        return route_lead_again(self._caller, lead_id, module, version, idempotency_key=idempotency_key)

    def reassign(self, lead_id: str, assignee_id: str, *, idempotency_key: str | None = None) -> LeadUpdate | Refusal:
        """
        Make another of the partner's people the assignee of a lead, and notify them.

        Refused unless the lead is pending and no module chose the partner.
        """
        return reassign_lead(self._caller, lead_id, assignee_id, idempotency_key=idempotency_key)

    def edit(
        self,
        lead_id: str,
        values: Mapping[str, object] = {},  # only read
        *,
        score: int | None = None,
        external_ids: Iterable[ExternalId] | None = None,
        idempotency_key: str | None = None,
    ) -> LeadUpdate | Refusal:
        """
        Change what an active lead says.

        Args:
            lead_id: Which lead.
            values: By the names of fields, as a form gives them; None takes a value away. What was set aside is
                corrected by a value that can be read.
            score: If omitted, it stays.
            external_ids: All that the lead has in other systems from now on; if omitted, they stay.
            idempotency_key: See the class.

        Returns:
            The lead, ``unchanged`` if all of it was so before; all problems of the edit if there are any.
        """
        ids = None if external_ids is None else tuple(external_ids)
        change = LeadEdit(values=values, score=score, external_ids=ids)
        return edit_lead(self._caller, lead_id, change, idempotency_key=idempotency_key)

    def set_stage(
        self, lead_id: str, stage: str, *, comment: str | None = None, idempotency_key: str | None = None
    ) -> LeadUpdate | Refusal:
        """
        Move a pending or accepted lead to another stage of the programme's; stages that it jumps over count as reached.

        With a *comment* the stage that the lead has is recorded again, as news of it.
        """
        return set_lead_stage(self._caller, lead_id, stage, comment=comment, idempotency_key=idempotency_key)

    def duplicate(self, lead_id: str, *, partner_id: str, idempotency_key: str | None = None) -> LeadMove | Refusal:
        """
        Give a duplicate of a lead to another partner, without mail; the lead stays as it is.

        The duplicate has the lead's values, files and history, and a fresh status and stage; both name each other.
        Refused unless the lead is pending and no module chose its partner, or it is rejected.

        Raises:
            NotFound: There is no such partner, or the party does not see it. Nothing was written.
        """
        return duplicate_lead(self._caller, lead_id, partner_id, idempotency_key=idempotency_key)

    def transfer(self, lead_id: str, *, partner_id: str, idempotency_key: str | None = None) -> LeadMove | Refusal:
        """
        Move a lead to another partner: duplicate it there, deactivate it, and mail the other partner's people, at once.

        Refused unless the lead is pending and no module chose its partner, or it is rejected.

        Raises:
            NotFound: There is no such partner, or the party does not see it. Nothing was written.
        """
        return transfer_lead(self._caller, lead_id, partner_id, idempotency_key=idempotency_key)

    def recall(
        self,
        lead_id: str,
        *,
        comment: str | None = None,
        then: AfterRecall = AfterRecall.WAIT,
        module: str | None = None,
        idempotency_key: str | None = None,
    ) -> LeadMove | Refusal:
        """
        Take a lead back from its partner, whether it is pending, accepted or rejected, and notify everybody who got
        mail.

        Args:
            lead_id: Which lead.
            comment: Why, for the timeline; the mail does not show it. If omitted, nothing is said.
            then: A duplicate waits for a person, is routed to somebody else, or is not made.
            module: What routes it; if omitted, the module that chose the partner, else the programme's.
            idempotency_key: See the class.

        Raises:
            NotFound: There is no such module. Nothing was written.
            InvalidInput: The module does not fit the fields and partners of today. Nothing was written.
        """
        return recall_lead(
            self._caller, lead_id, comment=comment, then=then, module=module, idempotency_key=idempotency_key
        )

    def deactivate(
        self, lead_id: str, *, reason: str | None = None, idempotency_key: str | None = None
    ) -> LeadUpdate | Refusal:
        """
        Deactivate a lead: remove it from lists and from its partner, and cancel waiting mail.

        *reason* is a code of yours for the timeline; if omitted, none.
        """
        return deactivate_lead(self._caller, lead_id, reason, idempotency_key=idempotency_key)

    def reactivate(self, lead_id: str, *, idempotency_key: str | None = None) -> LeadUpdate | Refusal:
        """
        Bring a lead back that was deactivated, in the state in which it was; refused if a duplicate continues it.

        Mail that was cancelled meanwhile stays cancelled; `resend` sends it.
        """
        return reactivate_lead(self._caller, lead_id, idempotency_key=idempotency_key)

    def resend(self, lead_id: str, *, idempotency_key: str | None = None) -> LeadUpdate | Refusal:
        """
        Send the new-lead mail again to the current recipients, at most five times an hour.
        """
        return resend_lead(self._caller, lead_id, idempotency_key=idempotency_key)

    def remind(
        self,
        lead_id: str,
        kind: MessageKind = MessageKind.PENDING_REMINDER,
        *,
        idempotency_key: str | None = None,
    ) -> LeadUpdate | Refusal:
        """
        Send a reminder or a request for an update to the assignee, else the default recipients.

        Args:
            lead_id: Which lead.
            kind: A reminder, or a request to update the lead or its opportunity.
            idempotency_key: See the class.
        """
        return remind_partner(self._caller, lead_id, kind, idempotency_key=idempotency_key)

    def notify_deal_registered(self, lead_id: str, *, idempotency_key: str | None = None) -> LeadUpdate | Refusal:
        """
        Notify the partner's people once that the opportunity of an accepted lead was registered.

        The assignee is notified, else the default recipients; the second call is ``unchanged``.
        """
        return notify_deal_registered(self._caller, lead_id, idempotency_key=idempotency_key)

    def notify_export_ready(self, export: ReadyExport) -> RecipientDecision:
        """
        Notify the recipient of *export* that it is ready; only the first call has an effect.

        The message has no lead, so it is on no timeline; the outbox has its result.

        Returns:
            Whether the recipient is notified, or why not; then nothing was written.
        """
        return notify_export_ready(self._caller, export)
