"""
The desk for registrations, of either side.
"""

from __future__ import annotations

from datetime import datetime

from leadflow.core.access import PartnerParty, Party
from leadflow.core.arguments import checked
from leadflow.core.facts import Channel
from leadflow.core.handling import Refusal
from leadflow.core.handling.deciding_registrations import approve, deny, extend, return_for_more
from leadflow.core.handling.registering import withdraw
from leadflow.core.handling.registration_states import RegistrationOperation
from leadflow.core.handling.registration_updates import RegistrationUpdate
from leadflow.core.intake import Draft, InvalidDraft, Submission
from leadflow.core.leads import Lead
from leadflow.core.page import Page
from leadflow.core.partners import Account
from leadflow.core.registration import Registration, RegistrationQuery
from leadflow.errors import NotFound
from leadflow.services.operations.caller import calling
from leadflow.services.operations.setting import Setting
from leadflow.services.private_leads.contacts import known_contact
from leadflow.services.private_leads.registering import register_draft, register_own_lead
from leadflow.services.registration.deciding import (
    RegistrationRequest,
    decide_registration,
    registration_of,
    registrations_of,
)

__all__ = ["RegistrationDesk"]


@checked
class RegistrationDesk:
    """
    Registers leads that partners, or salespeople of the supplier, have found, and decides about that.

    A partner's people register leads of their partner; the supplier decides. While a registration is submitted or
    returned its lead stays private: the supplier sees the registration with what was given, and no lead. What a party
    does not see looks unknown (`NotFound`), and what none of its roles allows is `NotAllowed`; nothing is written then.

    Methods that change something take an idempotency key as those of `leadflow.SupplierDesk` do, return a `Refusal`
    that names the state or what is missing, and raise `Conflict` when others wrote first twelve times in a row.
    """

    def __init__(
        self, setting: Setting, party: Party, *, channel: Channel | None = None, system: str | None = None
    ) -> None:
        """
        Open the desk for *party*.

        Args:
            setting: What services work with.
            party: Who calls; named in the events of everything done here.
            channel: The way they came by; if omitted, the portal for a person and the API for a program.
            system: Which other system reported it, such as ``salesforce``; if omitted, none.
        """
        self._caller = calling(setting, party, channel, system)
        self._theirs = party.partner_id if isinstance(party, PartnerParty) else None

    def register(
        self,
        draft: Draft,
        *,
        partner_id: str | None = None,
        lead_id: str | None = None,
        registration_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> RegistrationUpdate | InvalidDraft:
        """
        Register what a form says: the lead is made and submitted at once, and assigned to its maker.

        Needs the act ``register``. Everything that the supplier requires and the draft lacks is said field by field.

        Args:
            draft: What came in; `leadflow.read_form` reads it from the form of `PartnerDesk.form`.
            partner_id: For whom a salesperson of the supplier registers; if omitted, for themselves. A partner's people
                register for their partner.
            lead_id: If omitted, a new id.
            registration_id: If omitted, a new id.
            idempotency_key: See the class.

        Raises:
            NotFound: There is no such partner, or the party does not see it. Nothing was written.
            StaleLead: There is a lead with this id. Nothing was written.
            AlreadyExists: Another registration has this id. Nothing was written.
        """
        if self._theirs is not None and partner_id not in (None, self._theirs):
            raise NotFound("partner", partner_id or "")
        return register_draft(
            self._caller,
            draft,
            partner_id=self._theirs or partner_id,
            person_id=self._caller.party_id,
            lead_id=lead_id,
            registration_id=registration_id,
            idempotency_key=idempotency_key,
        )

    def register_contact(
        self,
        contact_id: str,
        *,
        campaign: str | None = None,
        lead_id: str | None = None,
        registration_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> RegistrationUpdate | InvalidDraft:
        """
        Register a contact of the partner for a campaign, id or name; if omitted, for none. The rest is as for
        `register`.

        Raises:
            NotFound: There is no such contact, or the party does not see it. Nothing was written.
        """
        contact = known_contact(self._caller, self._theirs, contact_id)
        return self.register(
            Draft(contact.values, Submission(campaign=campaign, source="contact")),
            lead_id=lead_id,
            registration_id=registration_id,
            idempotency_key=idempotency_key,
        )

    def register_lead(
        self, lead_id: str, *, registration_id: str | None = None, idempotency_key: str | None = None
    ) -> RegistrationUpdate | Refusal:
        """
        Submit a private lead, or submit it again after it was returned, denied or withdrawn.

        Needs the act ``register``. One that waits or is approved is ``unchanged``.

        Args:
            lead_id: Which lead.
            registration_id: If omitted, a new id; one that was returned keeps its own.
            idempotency_key: See the class.

        Raises:
            NotFound: There is no such lead, or the party does not see it. Nothing was written.
            AlreadyExists: Another registration has this id. Nothing was written.
        """
        return register_own_lead(self._caller, lead_id, registration_id, idempotency_key=idempotency_key)

    def withdraw(self, registration_id: str, *, idempotency_key: str | None = None) -> RegistrationUpdate | Refusal:
        """
        Take a registration back that nobody has decided about; the lead stays private.

        Needs the act ``register``. The supplier withdraws its own only.

        Raises:
            NotFound: There is no such registration, or the party does not see it. Nothing was written.
        """
        caller, programme = self._caller, self._caller.setting.programme

        def decide(one: Registration, lead: Lead, _: Account | None, now: datetime) -> RegistrationUpdate | Refusal:
            by_partner = self._theirs is not None
            return withdraw(
                one, lead, by_partner=by_partner, rules=programme.registrations, now=now, actor=caller.actor
            )

        operation = RegistrationOperation.WITHDRAW
        return decide_registration(caller, operation, registration_id, decide, (), idempotency_key=idempotency_key)

    def approve(self, registration_id: str, *, idempotency_key: str | None = None) -> RegistrationUpdate | Refusal:
        """
        Approve a registration: the lead is shared and accepted, its company protected, and the partner mailed.

        Needs the act ``decide_registrations``.

        Raises:
            NotFound: There is no such registration, or the party does not see it. Nothing was written.
        """
        caller, programme = self._caller, self._caller.setting.programme

        def decide(
            one: Registration, lead: Lead, account: Account | None, now: datetime
        ) -> RegistrationUpdate | Refusal:
            return approve(
                one,
                lead,
                account,
                rules=programme.registrations,
                policy=programme.handling,
                now=now,
                actor=caller.actor,
            )

        operation = RegistrationOperation.APPROVE
        return decide_registration(caller, operation, registration_id, decide, (), idempotency_key=idempotency_key)

    def return_for_more(
        self, registration_id: str, comment: str, *, idempotency_key: str | None = None
    ) -> RegistrationUpdate | Refusal:
        """
        Give a registration back to the partner, who is mailed what is missing, and can submit it again.

        Needs the act ``decide_registrations``.

        Raises:
            NotFound: There is no such registration, or the party does not see it. Nothing was written.
        """
        caller, programme = self._caller, self._caller.setting.programme

        def decide(
            one: Registration, lead: Lead, account: Account | None, now: datetime
        ) -> RegistrationUpdate | Refusal:
            return return_for_more(
                one,
                lead,
                account,
                comment,
                rules=programme.registrations,
                policy=programme.handling,
                now=now,
                actor=caller.actor,
            )

        operation = RegistrationOperation.RETURN_FOR_MORE
        given = (comment,)
        return decide_registration(caller, operation, registration_id, decide, given, idempotency_key=idempotency_key)

    def deny(
        self,
        registration_id: str,
        *,
        reason: str | None = None,
        comment: str | None = None,
        idempotency_key: str | None = None,
    ) -> RegistrationUpdate | Refusal:
        """
        Decline a registration: the lead stays private, and the partner is mailed the reason.

        Needs the act ``decide_registrations``.

        Args:
            registration_id: Which registration.
            reason: A code of yours; if omitted, none.
            comment: What the partner reads about it; if omitted, nothing.
            idempotency_key: See the class.

        Raises:
            NotFound: There is no such registration, or the party does not see it. Nothing was written.
        """
        caller, programme = self._caller, self._caller.setting.programme

        def decide(
            one: Registration, lead: Lead, account: Account | None, now: datetime
        ) -> RegistrationUpdate | Refusal:
            return deny(
                one,
                lead,
                account,
                reason,
                comment,
                rules=programme.registrations,
                policy=programme.handling,
                now=now,
                actor=caller.actor,
            )

        operation = RegistrationOperation.DENY
        given = (reason, comment)
        return decide_registration(caller, operation, registration_id, decide, given, idempotency_key=idempotency_key)

    def extend(
        self, registration_id: str, *, days: int | None = None, idempotency_key: str | None = None
    ) -> RegistrationUpdate | Refusal:
        """
        Protect the company of an approved registration for longer.

        The supplier needs the act ``decide_registrations``; a partner's people need ``register``, and may extend as
        often and by as many days as the programme says.

        Args:
            registration_id: Which registration.
            days: How many; if omitted, or if a partner's people extend it, as the programme says.
            idempotency_key: See the class.

        Raises:
            NotFound: There is no such registration, or the party does not see it. Nothing was written.
        """
        caller, programme = self._caller, self._caller.setting.programme

        def decide(one: Registration, lead: Lead, _: Account | None, now: datetime) -> RegistrationUpdate | Refusal:
            by_partner = self._theirs is not None
            rules = programme.registrations
            return extend(one, lead, days, by_partner=by_partner, rules=rules, now=now, actor=caller.actor)

        operation = RegistrationOperation.EXTEND
        return decide_registration(caller, operation, registration_id, decide, (days,), idempotency_key=idempotency_key)

    def registration(self, registration_id: str) -> RegistrationRequest:
        """
        Return a registration with what was given.

        Raises:
            NotFound: There is no such registration, or the party does not see it.
        """
        return registration_of(self._caller, registration_id)

    def registrations(self, query: RegistrationQuery = RegistrationQuery()) -> Page[RegistrationRequest]:
        """
        Return a page of the registrations that the party sees and *query* asks for.

        Stores that list registrations (`leadflow.ports.RegistrationLister`), as those of leadflow do, find them by status and
        partner, so that each page costs the same. With others, every registration is looked at until the page is full.

        Raises:
            NotFound: Nothing was found, and the partner of the query is unknown, or the party does not see it.
        """
        return registrations_of(self._caller, query)
