"""
Receives one lead.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from attrs import define, evolve

from leadflow.core.access import Act
from leadflow.core.changes import Changes, Put
from leadflow.core.criteria import EvaluationTime
from leadflow.core.expectations import KeysAbsent
from leadflow.core.handling import LeadUpdate
from leadflow.core.intake import Admission, Distribution, Draft, Drafts, InvalidDraft, OnDuplicate
from leadflow.core.intake.requirements import required_missing
from leadflow.core.intake.updating import update_by_draft
from leadflow.core.leads import Lead
from leadflow.core.lengths import about_id
from leadflow.core.partners import Partner
from leadflow.core.problems import Problem
from leadflow.core.timeline import LeadChange
from leadflow.ports import UnitOfWork
from leadflow.services.assessment.assessors import arrival_assessor
from leadflow.services.handling.acts import changes_of
from leadflow.services.handling.editing import held_to
from leadflow.services.intake.existing_leads import UNREADABLE, find_existing, find_likely, ready_to_find
from leadflow.services.intake.planning_inputs import PlanningInputs, open_batch
from leadflow.services.mail.telling import with_news
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.once import Once, once
from leadflow.services.operations.planned import planned
from leadflow.services.operations.required_records import ReadAccounts
from leadflow.services.operations.routing_inputs import RoutingInputs

__all__ = ["receive_draft"]

_Received = Distribution | LeadUpdate | InvalidDraft
Also = Callable[[UnitOfWork, Lead], tuple[Put, ...]]
"""
Returns the records that are written with a new lead.
"""


def receive_draft(
    caller: Caller,
    draft: Draft,
    *,
    module: str | None,
    lead_id: str | None,
    on_duplicate: OnDuplicate,
    idempotency_key: str | None,
    also: Also | None = None,
) -> _Received:
    """
    Admit *draft*, route it, decide who is notified, and save all of it; or do what *on_duplicate* says to the lead that
    is there already. A lead that is made is written with the records that *also* returns.

    Raises:
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        NotFound: There is no such module. Nothing was written.
        InvalidInput: The module does not fit the fields and partners of today. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    caller.check(Act.RECEIVE)
    wrong = () if lead_id is None else about_id(lead_id, "lead_id")
    if wrong:
        return InvalidDraft(wrong)
    setting = caller.setting
    arguments = (draft, module, lead_id, *(() if on_duplicate is OnDuplicate.CREATE else (on_duplicate,)))
    key: Once[_Received] | None = once(caller, idempotency_key, _recalled, Act.RECEIVE, *arguments)
    about = ("receive", caller.actor, *arguments)
    earlier = setting.unanswered.take(about) if key is None else None
    # The commit whose answer was lost may still arrive: with the same id, only one of both is written.
    made = [one.lead_id for one in earlier.changes.leads if not one.follows] if earlier else []
    chosen = lead_id
    if chosen is None:
        chosen = made[0] if made else setting.new_id()
    arrival = _Arrival(caller, draft, setting.programme.module_or(module), chosen, on_duplicate, also)
    done = planned(setting, arrival.plan, about=about, earlier=earlier, once=key)
    if arrival.planned_by is not None:
        setting.ready.keep(*arrival.planned_by, arrival.module)
    return done


@define
class _Arrival:
    """
    A draft that is received, as often as it has to be planned.

    Attributes:
        module: The routing module; None for none.
        lead_id: Of the lead that it becomes.
        also: Returns what is written with it.
        planned_by: What the last try was planned by, and on which day.
    """

    caller: Caller
    draft: Draft
    module: str | None
    lead_id: str
    on_duplicate: OnDuplicate
    also: Also | None = None
    planned_by: tuple[RoutingInputs, date] | None = None

    def plan(self, unit: UnitOfWork) -> tuple[_Received, Changes | None]:
        """
        Decide what becomes of the draft, and what is to be written.
        """
        programme = self.caller.setting.programme
        moment = EvaluationTime(self.caller.setting.clock(), programme.zone)
        ready_to_find(unit, programme)
        batch = self._open(unit, moment)
        admission = batch.gate.admit(Drafts.of(self.draft), moment)
        excused = self.on_duplicate in (OnDuplicate.UPDATE, OnDuplicate.FILL) and 0 in admission.wanting
        if admission.refused and not excused:
            return admission.refused[0], None
        (duplicate_key,) = (None,) if self.on_duplicate is OnDuplicate.CREATE else admission.keys()
        if duplicate_key is not None:
            there, unreadable = find_existing(unit, [duplicate_key])
            if unreadable:
                return InvalidDraft((UNREADABLE,)), None
            if duplicate_key in there:
                return _again(self.caller, unit, there[duplicate_key], admission, self.on_duplicate, moment.now)
        if self.on_duplicate is not OnDuplicate.CREATE:
            likely = find_likely(unit, programme, {"": admission.provisional(0)}).get("")
            if likely is not None:
                return _again(self.caller, unit, likely, admission, self.on_duplicate, moment.now)
        if admission.refused:
            return admission.refused[0], None
        done = batch.distributor.distribute(admission, self.lead_id)
        puts = self.also(unit, done.change.after) if self.also is not None else ()
        changes = batch.taken(Changes(leads=(done.change,), messages=done.messages, puts=puts))
        if duplicate_key is None:
            return done, changes
        return done, evolve(changes, expects=(*changes.expects, KeysAbsent(frozenset({duplicate_key}))))

    def _open(self, unit: UnitOfWork, moment: EvaluationTime) -> PlanningInputs:
        setting = self.caller.setting
        batch = open_batch(
            unit,
            setting.programme,
            now=moment.now,
            actor=self.caller.actor,
            scope=self.caller.scope,
            module=self.module,
            accounts=ReadAccounts(unit),
            # What an earlier try was planned by is left to itself: it has taken turns that nobody got.
            inputs=setting.ready.take(self.module, moment.today),
            assess=arrival_assessor(setting, unit),
        )
        self.planned_by = batch.inputs, moment.today
        return batch


def _again(
    caller: Caller, unit: UnitOfWork, lead: Lead, admission: Admission, on_duplicate: OnDuplicate, now: datetime
) -> tuple[LeadUpdate | InvalidDraft, Changes | None]:
    """
    Do what is to be done about a lead that is there already; one that the caller does not see is only said to be there.
    """
    partner = unit.records.one(Partner, lead.partner_id) if lead.partner_id else None
    if on_duplicate is OnDuplicate.REFUSE or not caller.scope.sees(lead, partner):
        return InvalidDraft((_DUPLICATE,)), None
    if on_duplicate is OnDuplicate.SKIP:
        return LeadUpdate(change=LeadChange(lead), unchanged=True), None
    change = update_by_draft(
        lead,
        admission.values(0),
        admission.drafts.submissions[0],
        on_duplicate,
        fields=caller.setting.programme.schema.leads,
        now=now,
        actor=caller.actor,
    )
    programme, held = caller.setting.programme, held_to(caller, unit, lead, now)
    missing = held.newly_missing(lead, change.after, admission.drafts.submissions[0].form) if held else ()
    if missing:
        return InvalidDraft(tuple(required_missing(name, programme.schema.leads) for name in missing)), None
    done = LeadUpdate(change=change, unchanged=not change.events)
    return done, with_news(caller.setting, unit, changes_of(done))


def _recalled(**of: object) -> Distribution | LeadUpdate:
    """
    Return the first result of a call: of the lead that it made, or that it changed.
    """
    change = of["change"]
    assert isinstance(change, LeadChange)
    return Distribution(**of) if change.before is None else LeadUpdate(**of)  # type: ignore[arg-type]  # as both take them


_DUPLICATE = Problem(
    code="duplicate",
    path="email",
    message="a lead with this e-mail, or a field that is unique, already exists in this campaign; edit that lead instead",
)
