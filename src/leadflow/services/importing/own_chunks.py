"""
Plans the chunks of a partner's own file: private leads, or registrations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import count

from attrs import define, evolve, field, frozen

from leadflow.core.access import ProgramParty
from leadflow.core.changes import Changes, Put
from leadflow.core.companies import company_of
from leadflow.core.criteria import EvaluationTime
from leadflow.core.facts import Channel
from leadflow.core.handling import LeadUpdate, RegistrationUpdate
from leadflow.core.handling.registration_states import refuse_inactive
from leadflow.core.importing.chunk_plan import ChunkPlan
from leadflow.core.importing.kept_columns import KeptColumns
from leadflow.core.importing.own_rows import OwnPlacer, own_drafts, own_keys, with_refused
from leadflow.core.importing.planning import plan_chunk
from leadflow.core.importing.seen_keys import SeenKeys
from leadflow.core.importing.settings import OwnImportSettings
from leadflow.core.importing.sorted_rows import UpdateRules
from leadflow.core.intake import Admission, Drafts
from leadflow.core.intake.own_leads import begin_own_lead
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.loads import load_changes
from leadflow.core.notifications import Message
from leadflow.core.partners import Partner
from leadflow.core.problems import Problem
from leadflow.core.registration import AutoRegistrationMode, Contact
from leadflow.core.registration.contact import contact_id_at, contact_key
from leadflow.core.tables import RowChunk
from leadflow.core.timeline import LeadChange
from leadflow.ports import NewId, UnitOfWork
from leadflow.services.conflicts.finding import conflict_of
from leadflow.services.handling.contact_links import known_of, lead_there
from leadflow.services.importing.chunks import PlannedChunk
from leadflow.services.operations.caller import Caller
from leadflow.services.private_leads.own_leads import OwnLeads
from leadflow.services.registration.auto_registering import auto_registered
from leadflow.services.registration.submitting import lacks, registration_put, submitted
from leadflow.services.settings.partner import auto_registration_of

__all__ = ["OwnChunkPlanner"]


@frozen
class _Made:
    """
    A lead as it is written, and what else is written with it.
    """

    change: LeadChange
    puts: tuple[Put, ...] = ()
    messages: tuple[Message, ...] = ()


@define
class OwnChunkPlanner:
    """
    Plans one chunk after the other; a preview remembers which contacts the chunks before would have.

    Attributes:
        caller: Who imports.
        partner: Whose leads they become.
        settings: How the file is imported.
        import_id: Of the import.
        headers: The header of each field, for the places of problems.
        kept: The columns that an update leaves.
        writes: False for a preview.
    """

    caller: Caller
    partner: Partner
    settings: OwnImportSettings
    import_id: str
    headers: Mapping[str, str]
    kept: KeptColumns | None
    writes: bool
    _seen: SeenKeys = field(factory=SeenKeys, init=False)
    _unit: UnitOfWork | None = field(default=None, init=False)
    _contacts: dict[str, Contact | None] = field(factory=dict, init=False)

    def plan(self, unit: UnitOfWork, rows: RowChunk, drafts: Drafts, now: datetime, /) -> PlannedChunk:
        """
        Decide what happens to *rows*, whose drafts are given.
        """
        self._unit, self._contacts = unit, {}
        moment = EvaluationTime(now, self.caller.setting.programme.zone)
        own = OwnLeads.of(self.caller, unit, moment, self.partner.id, self.caller.party_id)
        admission = own.gate.admit(own_drafts(drafts), moment)
        if self.settings.register:
            admission = with_refused(admission, dict(self._unfit(admission)))
        keys = own_keys(admission)
        existing = dict(self._existing(unit, admission, keys))
        plan = plan_chunk(
            rows,
            admission,
            keys,
            placer=OwnPlacer(self.partner, self.caller.party_id),
            existing=existing,
            seen=self._seen.among(keys),
            rules=UpdateRules(
                on_duplicate=self.settings.on_duplicate,
                hidden=frozenset(key for key, lead in existing.items() if not self._changes(lead)),
                kept=self.kept,
            ),
            headers=self.headers,
            fields=self.caller.setting.programme.schema.leads,
        )
        return PlannedChunk(rows, evolve(plan, messages=self._count_messages(plan)), None, ())

    def changes(self, done: PlannedChunk, puts: tuple[Put, ...], /) -> Changes:
        """
        Return what a planned chunk wants written, together with *puts*.
        """
        plan, unit, new_id = done.plan, self._unit, self.caller.setting.new_id
        assert unit is not None
        contacts: dict[str, tuple[Contact | None, Contact]] = {}
        made = list(self._made(unit, plan, new_id))
        for one in made[: len(plan.new)]:
            self._link(unit, one.change.after, contacts)
        linked = (Put(after, before=before) for before, after in contacts.values())
        leads = tuple(one.change for one in made)
        return Changes(
            leads=leads,
            messages=tuple(message for one in made for message in one.messages) if self.settings.notify else (),
            puts=(*puts, *(put for one in made for put in one.puts), *linked),
            loads=load_changes(leads, self.caller.setting.programme.stages.closing),
        )

    def finish(self, done: PlannedChunk, /) -> None:
        """
        Continue after a chunk that was written, or previewed.
        """
        if not self.writes:
            self._seen.update(done.plan.absent)

    @property
    def _importer(self) -> Caller:
        return evolve(self.caller, party=ProgramParty(name=self.import_id), channel=Channel.IMPORT)

    def _begun(self, plan: ChunkPlan, at: int, lead_id: str) -> LeadChange:
        return begin_own_lead(
            plan.admission,
            at,
            lead_id,
            supplier_id=self.caller.setting.supplier_id,
            partner_id=self.partner.id,
            person_id=self.caller.party_id,
            actor=self._importer.actor,
            import_id=self.import_id,
            row=plan.rows.numbers[at],
        )

    def _made(self, unit: UnitOfWork, plan: ChunkPlan, new_id: NewId) -> Iterator[_Made]:
        """
        Make the new leads of a chunk, in order, and then the changes of those that are there.
        """
        fields, now, actor = self.caller.setting.programme.schema.leads, plan.admission.moment.now, self._importer.actor
        of_new = {one.lead: one.changes for one in plan.updates if isinstance(one.lead, int)}
        changes = ((self._begun(plan, at, new_id()), of_new.get(at, ())) for at in plan.new)
        there = ((LeadChange(one.lead), one.changes) for one in plan.updates if isinstance(one.lead, Lead))
        for change, facts in (*changes, *there):
            for fact in facts:
                change = change.then(fact, at=now, actor=actor, fields=fields)
            yield self._registered(unit, change, new_id) if change.before is None else self._by_rules(unit, change)

    def _registered(self, unit: UnitOfWork, change: LeadChange, new_id: NewId) -> _Made:
        if not self.settings.register:
            return self._by_rules(unit, change)
        done = submitted(self._importer, unit, change, self.caller.party_id, new_id())
        assert isinstance(done, RegistrationUpdate)
        assert done.update is not None
        return _Made(done.update.change, (registration_put(unit, done.registration),), done.update.messages)

    def _by_rules(self, unit: UnitOfWork, change: LeadChange) -> _Made:
        """
        Register a lead if a rule in force does so now.
        """
        if auto_registration_of(unit, self.partner.id).mode is AutoRegistrationMode.OFF:
            return _Made(change)
        done, puts = auto_registered(self._importer, unit, LeadUpdate(change=change))
        return _Made(done.change, puts, done.messages)

    def _count_messages(self, plan: ChunkPlan) -> int:
        """
        Count the mail about the registrations of a chunk.
        """
        if not self.settings.notify:
            return 0
        unit = self._unit
        assert unit is not None
        numbers = count()
        return sum(len(one.messages) for one in self._made(unit, plan, lambda: f"row-{next(numbers)}"))

    def _unfit(self, admission: Admission) -> Iterator[tuple[int, tuple[Problem, ...]]]:
        """
        Return, by place, what the supplier requires of registrations and rows lack, or why a row cannot be registered.
        """
        unit, setting = self._unit, self.caller.setting
        assert unit is not None
        inactive = refuse_inactive(unit.records.one(Partner, self.partner.id))
        for at in range(len(admission.drafts)):
            if at in admission.refused:
                continue
            lead = evolve(admission.provisional(at), partner_id=self.partner.id)
            problems = (*(inactive.problems if inactive else ()), *lacks(self.caller, unit, lead))
            conflict = conflict_of(
                setting, unit, company_of(lead.values), campaign_id=lead.campaign_id, partner_id=self.partner.id
            )
            if conflict.refused and conflict.problem is not None:
                problems = (*problems, conflict.problem)
            if problems:
                yield at, problems

    def _existing(self, unit: UnitOfWork, admission: Admission, keys: list[str | None]) -> Iterator[tuple[str, Lead]]:
        """
        Return the leads that the contacts of the rows have in their campaigns, by the key of the row.
        """
        emails = admission.drafts.values.keys("email")
        for at, key in enumerate(keys):
            contact = None if key is None else self._contact(unit, contact_id_at(emails[at]))
            campaign_id = admission.addresses[at].campaign_id
            lead_id = None if contact is None else lead_there(unit, contact, campaign_id)
            if key is not None and lead_id is not None:
                yield key, unit.leads.get(lead_id)

    def _contact(self, unit: UnitOfWork, contact_id: str | None) -> Contact | None:
        if contact_id is None:
            return None
        if contact_id not in self._contacts:
            self._contacts[contact_id] = unit.records.one(Contact, contact_key(self.partner.id, contact_id))
        return self._contacts[contact_id]

    def _changes(self, lead: Lead) -> bool:
        """
        Return whether rows may change a lead that is there already: it is the partner's own, and the caller sees it.
        """
        return lead.kind is not LeadKind.DISTRIBUTED and self.caller.scope.sees(lead, self.partner)

    def _link(self, unit: UnitOfWork, lead: Lead, contacts: dict[str, tuple[Contact | None, Contact]]) -> None:
        """
        Make *lead*, which is new, the one of its contact and campaign.
        """
        contact_id = contact_id_at(lead.values.key("email"))
        if contact_id is None:
            return
        stored = self._contact(unit, contact_id)
        before, kept = contacts.get(contact_id) or (stored, stored)
        if kept is None or kept.erased:
            links = kept.leads if kept else ()
            kept = Contact(id=contact_id, partner_id=self.partner.id, values=known_of(lead.values), leads=links)
        stale = kept.lead_for(lead.campaign_id)
        kept = kept if stale is None else kept.without_lead(stale)
        contacts[contact_id] = before, kept.with_lead(lead.campaign_id, lead.id)
