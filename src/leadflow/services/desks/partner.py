"""
The partner's desk: its users read and handle their leads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from leadflow.core.access import PartnerParty
from leadflow.core.arguments import checked
from leadflow.core.attachments import AttachmentPolicy
from leadflow.core.details import LeadDetail
from leadflow.core.facts import Channel
from leadflow.core.forms import FormDescription
from leadflow.core.handling import LeadEdit, LeadUpdate, Refusal
from leadflow.core.intake import Draft, InvalidDraft, LeadForm, Submission
from leadflow.core.leads import ExternalId, Lead
from leadflow.core.openings import LeadOpening
from leadflow.core.page import Page
from leadflow.core.registration import AutoRegistrationExplanation, Contact
from leadflow.core.timeline import LeadEvent
from leadflow.core.views import Count, LeadPage, LeadQuery
from leadflow.services.exports.rows import exported_rows
from leadflow.services.handling.acts import accept_lead, reassign_lead
from leadflow.services.handling.editing import edit_lead, set_lead_stage
from leadflow.services.handling.moving_on import reject_lead
from leadflow.services.handling.opening import open_lead, openings_of_lead
from leadflow.services.operations.caller import calling
from leadflow.services.operations.setting import Setting
from leadflow.services.private_leads.contacts import (
    ContactUpdate,
    contacts_of,
    erase_contact,
    known_contact,
    save_contact,
)
from leadflow.services.private_leads.own_leads import create_own_lead, erase_own_lead
from leadflow.services.registration.auto_registering import explain_registration
from leadflow.services.settings.partner import SettingsUpdate, set_auto_accept
from leadflow.services.views.describing import detail_of
from leadflow.services.views.forms import form_for
from leadflow.services.views.viewing import count_leads_of, count_leads_of_by, lead_of, leads_of, timeline_of

__all__ = ["PartnerDesk"]


@checked
class PartnerDesk:
    """
    What a partner's user does with the leads of that partner.

    Stateless and cheap to create: open one for each request. What the user does not see looks
    unknown (`NotFound`), and what none of their roles allows is `NotAllowed`; nothing is written then. Methods that
    handle a lead return `LeadUpdate`, or a `Refusal` that names the state of the lead, and raise `Conflict` when others
    wrote first twelve times in a row.

    Methods that handle a lead take an idempotency key, as those of `leadflow.SupplierDesk` do.
    """

    def __init__(
        self, setting: Setting, party: PartnerParty, *, channel: Channel = Channel.PORTAL, system: str | None = None
    ) -> None:
        """
        Open the desk for *party*, who is named in the events of everything done here.

        Args:
            setting: What services work with.
            party: Who calls.
            channel: The way they came by, such as the partner's CRM.
            system: Which system that was, such as ``salesforce``; the events name it too.
        """
        self._caller = calling(setting, party, channel, system)
        self._partner_id = party.partner_id

    def form(self, *, language: str | None = None, attachments: AttachmentPolicy | None = None) -> FormDescription:
        """
        Describe the form by which partners register leads: its sections and fields, and what it requires.

        Args:
            language: Of labels and help; if omitted, the programme's.
            attachments: What can be attached; None leaves that section out.
        """
        return form_for(self._caller, LeadForm.REGISTRATION, language=language, attachments=attachments)

    def create(
        self, draft: Draft, *, lead_id: str | None = None, idempotency_key: str | None = None
    ) -> LeadUpdate | InvalidDraft:
        """
        Make a private lead of what a form says: the supplier does not see it. It is assigned to its maker.

        Needs the act ``register``. Nothing is required of it but to say something. One lead is made for each contact
        and campaign.

        Args:
            draft: What came in; `leadflow.read_form` reads it from the form of `form`, also for an activity.
            lead_id: If omitted, a new id.
            idempotency_key: See the class.

        Raises:
            StaleLead: There is a lead with this id. Nothing was written.
        """
        return create_own_lead(self._caller, self._partner_id, draft, lead_id, idempotency_key=idempotency_key)

    def create_from_contact(
        self,
        contact_id: str,
        *,
        campaign: str | None = None,
        lead_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> LeadUpdate | InvalidDraft:
        """
        Make a private lead of a contact for a campaign, id or name; if omitted, for none. The rest is as for `create`.

        Raises:
            NotFound: There is no such contact. Nothing was written.
        """
        contact = known_contact(self._caller, self._partner_id, contact_id)
        draft = Draft(contact.values, Submission(campaign=campaign, source="contact"))
        return self.create(draft, lead_id=lead_id, idempotency_key=idempotency_key)

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
        Change what a lead of the partner's own says, private or registered.

        Args:
            lead_id: Which lead.
            values: By the names of fields, as a form gives them; None takes a value away.
            score: If omitted, it stays.
            external_ids: All that the lead has in other systems from now on; if omitted, they stay.
            idempotency_key: See the class.

        Returns:
            The lead, ``unchanged`` if all of it was so before; all problems of the edit if there are any.
        """
        ids = None if external_ids is None else tuple(external_ids)
        change = LeadEdit(values=values, score=score, external_ids=ids)
        return edit_lead(self._caller, lead_id, change, idempotency_key=idempotency_key)

    def erase(self, lead_id: str, *, idempotency_key: str | None = None) -> LeadUpdate | Refusal:
        """
        Erase a private lead: what it says is gone, and it leaves the lists.

        A registration that waits is withdrawn. What was shared with the supplier, only the supplier erases.
        """
        return erase_own_lead(self._caller, lead_id, idempotency_key=idempotency_key)

    def save_contact(self, values: Mapping[str, object]) -> ContactUpdate | Refusal:
        """
        Add a contact, or change what is known of the one with this e-mail; the supplier sees no contact.

        Needs the act ``register``. *values* are by the names of fields of leads, as a form gives them.
        """
        return save_contact(self._caller, self._partner_id, values)

    def contact(self, contact_id: str) -> Contact:
        """
        Return a contact of the partner.

        Raises:
            NotFound: There is no such contact.
        """
        return known_contact(self._caller, self._partner_id, contact_id)

    def contacts(self, *, after: str | None = None, most: int = 100) -> Page[Contact]:
        """
        Return a page of the partner's contacts.

        Args:
            after: `Page.after` of the page before; None for the first page.
            most: How many at most, from 1 to 1,000.
        """
        return contacts_of(self._caller, self._partner_id, after, most)

    def erase_contact(self, contact_id: str) -> ContactUpdate:
        """
        Erase what is known of a contact, and its private leads; what was shared with the supplier stays.

        Needs the act ``register``.

        Raises:
            NotFound: There is no such contact. Nothing was written.
        """
        return erase_contact(self._caller, self._partner_id, contact_id)

    def lead(self, lead_id: str) -> Lead:
        """
        Return a lead in its current state.
        """
        return lead_of(self._caller, lead_id)

    def detail(self, lead_id: str, *, language: str | None = None) -> LeadDetail:
        """
        Describe a lead for its page: sections with labels, its events as sentences, and what the user can do now.

        Args:
            lead_id: Of the lead.
            language: Of labels and sentences; if omitted, or if there is no wording in it, the programme's.
        """
        return detail_of(self._caller, lead_id, language=language)

    def open(self, lead_id: str) -> Lead:
        """
        Return a lead to a user who looks at it, and record that once a person and assignment.

        For the page that a person has asked for, and never for a link's page or what a program reads ahead: use `lead`
        there. It needs no act, is not an event, resets no deadline and conflicts with nobody.
        """
        return open_lead(self._caller, lead_id)

    def openings(self, lead_id: str) -> tuple[LeadOpening, ...]:
        """
        Return who of the partner has opened a lead, and when first, by assignment.
        """
        return openings_of_lead(self._caller, lead_id)

    def leads(self, query: LeadQuery = LeadQuery()) -> LeadPage:
        """
        Return a page of the leads that the user sees; if *query* is omitted, the newest.
        """
        return leads_of(self._caller, query)

    def export(self, query: LeadQuery = LeadQuery()) -> Iterator[list[str]]:
        """
        Return a list as rows of texts for a file: the header, then each lead that the user sees and *query* asks for.

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
        Return the events of a lead while it was at the user's partner, in order.

        Numbers may have gaps: what happened before, or at another partner, is not theirs to see.
        """
        return timeline_of(self._caller, lead_id)

    def accept(self, lead_id: str, *, idempotency_key: str | None = None) -> LeadUpdate | Refusal:
        """
        Accept a lead; accepting it again returns ``unchanged``.
        """
        return accept_lead(self._caller, lead_id, idempotency_key=idempotency_key)

    def reject(
        self,
        lead_id: str,
        *,
        reason: str | None = None,
        comment: str | None = None,
        idempotency_key: str | None = None,
    ) -> LeadUpdate | Refusal:
        """
        Reject a lead, with a code of the programme's reasons and a comment.

        By the programme's policy the lead moves on to the next partner at once; then this partner sees it no more.
        """
        return reject_lead(self._caller, lead_id, reason=reason, comment=comment, idempotency_key=idempotency_key)

    def reassign(self, lead_id: str, assignee_id: str, *, idempotency_key: str | None = None) -> LeadUpdate | Refusal:
        """
        Make a colleague the assignee of a pending or accepted lead, and notify them.
        """
        return reassign_lead(self._caller, lead_id, assignee_id, idempotency_key=idempotency_key)

    def set_stage(
        self, lead_id: str, stage: str, *, comment: str | None = None, idempotency_key: str | None = None
    ) -> LeadUpdate | Refusal:
        """
        Move an accepted lead to another stage of the programme's; open stages that it jumps over count as reached.

        With a *comment* the stage that the lead has is recorded again, as news of it.
        """
        return set_lead_stage(self._caller, lead_id, stage, comment=comment, idempotency_key=idempotency_key)

    def set_auto_accept(self, on: bool) -> SettingsUpdate:
        """
        Switch auto-accept on or off: later leads are then accepted immediately, without mail.

        Needs the act ``save_settings``. What is on already stays on since then.

        Returns:
            The settings, and a warning with the code ``no_crm_connection`` if nothing takes the leads that nobody is
            mailed about.
        """
        return set_auto_accept(self._caller, self._partner_id, on)
