"""
Plans the chunks of one import, and makes what they want written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from attrs import evolve, frozen

from leadflow.core.access import ProgramParty, actor_of
from leadflow.core.changes import Changes, Put
from leadflow.core.criteria import EvaluationTime
from leadflow.core.expectations import KeysAbsent
from leadflow.core.facts import Channel
from leadflow.core.importing.chunk_plan import ChunkPlan
from leadflow.core.importing.chunk_records import record_plan
from leadflow.core.importing.kept_columns import KeptColumns
from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.importing.new_campaigns import new_campaigns
from leadflow.core.importing.planning import plan_chunk
from leadflow.core.importing.seen_keys import SeenKeys
from leadflow.core.importing.settings import ImportSettings, UnknownCampaigns
from leadflow.core.importing.sorted_rows import UpdateRules
from leadflow.core.intake import Admission, Drafts, OnDuplicate
from leadflow.core.intake.policy import DuplicateMatch
from leadflow.core.leads import Lead
from leadflow.core.notifications import Message
from leadflow.core.partners import Accounts, Campaign, CampaignDirectory, Partner, PartnerDirectory
from leadflow.core.tables import RowChunk
from leadflow.ports import UnitOfWork
from leadflow.services.assessment.assessors import arrival_assessor
from leadflow.services.digests.imports import digests_of_changes, new_digest
from leadflow.services.intake.existing_leads import UNREADABLE, find_existing, find_likely, ready_to_find
from leadflow.services.intake.planning_inputs import PlanningInputs, open_batch
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.required_records import all_accounts

__all__ = ["ChunkPlanner", "PlannedChunk", "RowPlanner"]


@frozen
class PlannedChunk:
    """
    A chunk as it was planned.

    Attributes:
        rows: Those that were still to be done.
        plan: What happens to them.
        batch: What it was planned with; None where nothing is distributed.
        campaigns: Those that are added with it.
        digests: New mail about all leads of the import; None where each lead has mail of its own.
    """

    rows: RowChunk
    plan: ChunkPlan
    batch: PlanningInputs | None
    campaigns: tuple[Campaign, ...]
    digests: tuple[Message, ...] | None = None


class RowPlanner(Protocol):
    """
    Plans the chunks of one import, one after the other.
    """

    def plan(self, unit: UnitOfWork, rows: RowChunk, drafts: Drafts, now: datetime, /) -> PlannedChunk:
        """
        Decide what happens to *rows*, whose drafts are given.
        """

    def changes(self, done: PlannedChunk, puts: tuple[Put, ...], /) -> Changes:
        """
        Return what a planned chunk wants written, together with *puts*.
        """

    def finish(self, done: PlannedChunk, /) -> None:
        """
        Continue after a chunk that was written, or previewed.
        """


class ChunkPlanner:
    """
    Plans one chunk after the other.

    A preview writes nothing, so it remembers here what the chunks before would have written.
    """

    def __init__(
        self,
        caller: Caller,
        mapping: ColumnMapping,
        options: ImportSettings,
        *,
        import_id: str,
        default_partner: Partner | None,
        headers: Mapping[str, str],
        writes: bool,
    ) -> None:
        self._caller = caller
        self._setting = caller.setting
        self._options = options
        self._import_id = import_id
        self._default = default_partner
        self._headers = headers
        self._writes = writes
        self._kept = KeptColumns.of(mapping, source=options.source, import_id=import_id)
        self._batch: PlanningInputs | None = None
        self._seen = SeenKeys()
        self._told: set[str] = set()
        self._campaigns: tuple[Campaign, ...] = ()

    def plan(self, unit: UnitOfWork, rows: RowChunk, drafts: Drafts, now: datetime) -> PlannedChunk:
        """
        Decide what happens to *rows*, whose drafts are given.
        """
        ready_to_find(unit, self._setting.programme)
        batch = self._open(unit, now)
        campaigns = self._new_campaigns(drafts, batch)
        admission = self._admit(drafts, batch, campaigns, now)
        keys = admission.keys()
        existing, unreadable = find_existing(unit, [key for key in keys if key is not None])
        admission = admission.but_refused({at: UNREADABLE for at, key in enumerate(keys) if key in unreadable})
        likely = self._likely(unit, admission, keys, existing)
        existing = {**existing, **likely} if likely else existing
        plan = plan_chunk(
            rows,
            admission,
            keys,
            placer=batch.distributor,
            existing=existing,
            seen=self._seen.among(keys),
            rules=self._rules(batch, existing),
            headers=self._headers,
            fields=self._setting.programme.schema.leads,
        )
        if not self._setting.programme.mail.digest_imports:
            return PlannedChunk(rows, plan, batch, campaigns)
        told = self._digests(plan, batch, now)
        digests = tuple(one for one in (new_digest(unit, one) for one in told) if one and one.key not in self._told)
        return PlannedChunk(rows, evolve(plan, messages=len(digests)), batch, campaigns, digests)

    def _likely(
        self, unit: UnitOfWork, admission: Admission, keys: Sequence[str | None], existing: Mapping[str, Lead]
    ) -> Mapping[str, Lead]:
        """
        Return the leads of the same person by the keys of rows that have no lead by their key, where the programme asks
        for that.
        """
        programme = self._setting.programme
        checks = self._options.on_duplicate is not OnDuplicate.CREATE
        if not checks or programme.intake.duplicates is DuplicateMatch.KEY:
            return {}
        new = {
            key: admission.provisional(at)
            for at, key in enumerate(keys)
            if key is not None and key not in existing and at not in admission.refused
        }
        return find_likely(unit, programme, new)

    def changes(self, done: PlannedChunk, puts: tuple[Put, ...]) -> Changes:
        """
        Return what a planned chunk wants written, together with *puts*.
        """
        setting, plan = self._setting, done.plan
        assert done.batch is not None
        records = record_plan(
            plan,
            done.batch.distributor,
            new_id=setting.new_id,
            import_id=self._import_id,
            fields=setting.programme.schema.leads,
        )
        changes = Changes(
            leads=records.leads,
            messages=records.messages if done.digests is None else done.digests,
            puts=(*puts, *(Put(one, before=None) for one in done.campaigns)),
            expects=(KeysAbsent(frozenset(plan.absent)),) if plan.absent else (),
        )
        return done.batch.taken(changes, plan.loads(setting.programme.stages.closing))

    def finish(self, done: PlannedChunk) -> None:
        """
        Continue after a chunk that was written, or previewed.
        """
        self._batch = done.batch
        if not self._writes:
            self._seen.update(done.plan.absent)
            self._campaigns += done.campaigns
            self._told.update(one.key for one in done.digests or ())

    def _digests(self, plan: ChunkPlan, batch: PlanningInputs, now: datetime) -> tuple[Message, ...]:
        """
        Return what tells partners of the new leads of a chunk, and of those that it changes if they hear of changes.
        """
        told = batch.distributor.audiences.digests(plan.placements, self._import_id)
        programme = self._setting.programme
        if not (programme.subscriptions.partners and self._options.notify):
            return told
        leads = (one.lead for one in plan.updates if isinstance(one.lead, Lead))
        changes = digests_of_changes(
            leads, batch.accounts, batch.inputs.directory, self._import_id, programme=programme, now=now
        )
        return (*told, *changes)

    def _open(self, unit: UnitOfWork, now: datetime) -> PlanningInputs:
        return open_batch(
            unit,
            self._setting.programme,
            now=now,
            actor=actor_of(ProgramParty(name=self._import_id), Channel.IMPORT),
            scope=self._caller.scope,
            module=self._options.module,
            accounts=self._accounts(unit),
            default_partner=self._default,
            notifies=self._options.notify,
            before=self._batch,
            going_on=not self._writes,
            assess=arrival_assessor(self._setting, unit),
        )

    def _accounts(self, unit: UnitOfWork) -> Accounts:
        """
        Read all accounts; a preview says what would become of its rows with those of its beginning.
        """
        return self._batch.accounts if self._batch and not self._writes else all_accounts(unit)

    def _new_campaigns(self, drafts: Drafts, batch: PlanningInputs) -> tuple[Campaign, ...]:
        """
        Return the campaigns that are to be added with a chunk.
        """
        if self._options.campaigns is not UnknownCampaigns.CREATE:
            return ()
        known = CampaignDirectory((*batch.inputs.campaigns.campaigns, *self._campaigns))
        return new_campaigns(drafts.submissions, known)

    def _admit(
        self, drafts: Drafts, batch: PlanningInputs, campaigns: tuple[Campaign, ...], now: datetime
    ) -> Admission:
        added = (*self._campaigns, *campaigns)
        gate = batch.gate_with(added, self._caller.scope) if added else batch.gate
        return gate.admit(drafts, EvaluationTime(now, self._setting.programme.zone))

    def _rules(self, batch: PlanningInputs, existing: Mapping[str, Lead]) -> UpdateRules:
        return UpdateRules(
            on_duplicate=self._options.on_duplicate,
            hidden=self._hidden(existing, batch.inputs.directory),
            kept=self._kept,
            held_to=batch.held_to if self._setting.programme.requirements else None,
        )

    def _hidden(self, existing: Mapping[str, Lead], directory: PartnerDirectory) -> frozenset[str]:
        """
        Return the keys of the leads that the caller does not see.

        Those that earlier rows of the same file made are none of them, wherever they were routed: whether rows are in
        one chunk makes no difference.
        """
        sees, mine = self._caller.scope.sees, self._import_id
        return frozenset(
            key
            for key, lead in existing.items()
            if lead.import_id != mine and not sees(lead, directory.get(lead.partner_id or ""))
        )
