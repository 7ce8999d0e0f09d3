"""
Private leads: a partner's people bring them in and erase them; the supplier sees none of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from attrs import evolve, frozen

from leadflow.core.access import Act
from leadflow.core.changes import Changes, Put
from leadflow.core.criteria import EvaluationTime
from leadflow.core.facts import Deactivated, Erased, RegistrationWithdrawn
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.handling.states import refuse_erasing
from leadflow.core.intake import Draft, Drafts, Gate, InvalidDraft
from leadflow.core.intake.own_leads import begin_own_lead
from leadflow.core.leads import EmailStatus, Lead, LeadKind, RegistrationStatus
from leadflow.core.lengths import about_id
from leadflow.core.notifications import RecipientDecision
from leadflow.core.partners import Campaign, CampaignDirectory, PartnerDirectory
from leadflow.core.problems import Problem
from leadflow.core.registration import Registration
from leadflow.core.timeline import LeadChange
from leadflow.ports import UnitOfWork
from leadflow.services.handling.acts import changes_of, handle
from leadflow.services.handling.contact_links import linked, unlinked
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.once import Once, once
from leadflow.services.operations.planned import planned
from leadflow.services.operations.required_records import ReadAccounts, known_partner
from leadflow.services.registration.auto_registering import with_auto_registration

__all__ = ["NOBODY", "BegunLead", "OwnLeads", "create_own_lead", "erase_own_lead", "erasing", "own_draft"]

_MANUAL = "manual"
_BY_PARTNER = "manual_by_partner"
NOBODY = RecipientDecision((), EmailStatus.NOT_DUE)
_EMPTY = Problem(code="draft_empty", path="", message="the lead says nothing; fill at least one field")


@frozen
class BegunLead:
    """
    A private lead that is about to be written.

    Attributes:
        change: The lead with its first events.
        puts: What else is to be written with it.
        warnings: What was cleaned or set aside on the way.
    """

    change: LeadChange
    puts: tuple[Put, ...]
    warnings: tuple[Problem, ...] = ()


@frozen
class OwnLeads:
    """
    Admits drafts of private leads of one partner, or of the supplier's own registrations.

    Attributes:
        caller: Who brings them in.
        unit: Where everything is read.
        moment: When and where.
        partner_id: Whose leads they are; None for the supplier's own.
        person_id: Who is named on them.
        gate: Says what is wrong with drafts.
    """

    caller: Caller
    unit: UnitOfWork
    moment: EvaluationTime
    partner_id: str | None
    person_id: str
    gate: Gate

    @classmethod
    def of(
        cls, caller: Caller, unit: UnitOfWork, moment: EvaluationTime, partner_id: str | None, person_id: str
    ) -> OwnLeads:
        """
        Read what drafts are held against; of partners they can only name their own.
        """
        programme = caller.setting.programme
        partners = (known_partner(unit, partner_id),) if partner_id is not None else ()
        gate = Gate(
            programme.schema.leads,
            PartnerDirectory.of(partners),
            CampaignDirectory(unit.records.all(Campaign)),
            ReadAccounts(unit),
            policy=programme.intake,
            switches=programme.switches,
            stages=programme.stages,
            kind=LeadKind.PRIVATE,
        )
        return cls(caller, unit, moment, partner_id, person_id, gate)

    def begin(self, draft: Draft, lead_id: str) -> BegunLead | InvalidDraft:
        """
        Make the private lead of *draft*, or return all its problems.
        """
        admission = self.gate.admit(Drafts.of(own_draft(draft, by_partner=self.partner_id is not None)), self.moment)
        if admission.refused:
            return admission.refused[0]
        if not admission.values(0):
            return InvalidDraft((_EMPTY,))
        change = begin_own_lead(
            admission,
            0,
            lead_id,
            supplier_id=self.caller.setting.supplier_id,
            partner_id=self.partner_id,
            person_id=self.person_id,
            actor=self.caller.actor,
        )
        link = linked(self.unit, change.after)
        if isinstance(link, Problem):
            return InvalidDraft((link,))
        return BegunLead(change, () if link is None else (link,), admission.warned.get(0, ()))


def own_draft(draft: Draft, *, by_partner: bool) -> Draft:
    """
    Return *draft* as that of a private lead: it is named after its maker, whomever it names.
    """
    submission = draft.submission
    source = _BY_PARTNER if by_partner and submission.source == _MANUAL else submission.source
    return evolve(draft, submission=evolve(submission, kind=LeadKind.PRIVATE, assignee_id=None, source=source))


def create_own_lead(
    caller: Caller, partner_id: str, draft: Draft, lead_id: str | None, *, idempotency_key: str | None
) -> LeadUpdate | InvalidDraft:
    """
    Make a private lead of a partner, named after its maker.

    Raises:
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        StaleLead: There is a lead with this id. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    caller.check(Act.REGISTER)
    wrong = () if lead_id is None else about_id(lead_id, "lead_id")
    if wrong:
        return InvalidDraft(wrong)
    setting, given = caller.setting, ("create", draft, lead_id)
    key: Once[LeadUpdate | InvalidDraft] | None = once(caller, idempotency_key, LeadUpdate, Act.REGISTER, *given)
    about = (Act.REGISTER, caller.actor, *given)
    earlier = setting.unanswered.take(about) if key is None else None
    # The commit whose answer was lost may still arrive: with the same id, only one of both is written.
    made = [one.lead_id for one in earlier.changes.leads] if earlier else []
    chosen = lead_id or (made[0] if made else setting.new_id())

    def plan(unit: UnitOfWork) -> tuple[LeadUpdate | InvalidDraft, Changes | None]:
        moment = EvaluationTime(setting.clock(), setting.programme.zone)
        begun = OwnLeads.of(caller, unit, moment, partner_id, caller.party_id).begin(draft, chosen)
        if isinstance(begun, InvalidDraft):
            return begun, None
        changes = Changes(leads=(begun.change,), puts=begun.puts)
        return with_auto_registration(caller, unit, LeadUpdate(change=begun.change, recipients=NOBODY), changes)

    return planned(setting, plan, about=about, earlier=earlier, once=key)


def erase_own_lead(caller: Caller, lead_id: str, *, idempotency_key: str | None) -> LeadUpdate | Refusal:
    """
    Erase a private lead: what it says is gone, and a skeleton without personal data stays.
    """
    extra: Changes | None = None

    def decide(lead: Lead, unit: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        nonlocal extra
        wrong = refuse_erasing(lead)
        if wrong is not None:
            return wrong
        done, extra = erasing(caller, unit, lead, now)
        return done

    def follow(done: LeadUpdate | Refusal, _: UnitOfWork, __: datetime) -> tuple[LeadUpdate | Refusal, Changes | None]:
        changes = changes_of(done)
        if changes is None or extra is None:
            return done, changes
        return done, evolve(changes, puts=extra.puts, erases=extra.erases)

    done = handle(caller, Act.EDIT, lead_id, decide, ("erase",), idempotency_key, follow)
    if isinstance(done, Refusal) or done.change.before is None:
        return done
    # What was erased is not handed out once more.
    before, after = done.change.before, done.lead
    nothing = evolve(
        before, values=after.values, history=(), attachments=(), external_ids=after.external_ids, unknown=""
    )
    return evolve(done, change=LeadChange(nothing, done.events))


def erasing(caller: Caller, unit: UnitOfWork, lead: Lead, now: datetime) -> tuple[LeadUpdate, Changes]:
    """
    Return what erases a private lead, and what else is to be written with that.
    """
    change, puts = LeadChange(lead), list[Put | None]([unlinked(unit, lead)])
    waits = lead.registration in (RegistrationStatus.SUBMITTED, RegistrationStatus.RETURNED)
    before = unit.records.one(Registration, lead.registration_id) if waits and lead.registration_id else None
    if before is not None:
        change = change.then(RegistrationWithdrawn(registration_id=before.id), at=now, actor=caller.actor)
        puts.append(Put(evolve(before, status=RegistrationStatus.WITHDRAWN, modified_at=now), before=before))
    change = change.then(Deactivated(reason="erased"), at=now, actor=caller.actor)
    change = change.then(Erased(), at=now, actor=caller.actor)
    kept = tuple(_present(puts))
    return LeadUpdate(change=change), Changes(puts=kept, erases=frozenset({lead.id}))


def _present(puts: Iterable[Put | None]) -> Iterable[Put]:
    return (one for one in puts if one is not None)
