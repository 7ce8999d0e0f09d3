"""
Receives one lead.
"""

from __future__ import annotations

from datetime import date

from leadflow.core.access import Act
from leadflow.core.changes import Changes
from leadflow.core.criteria import EvaluationTime
from leadflow.core.intake import Distribution, Draft, Drafts, InvalidDraft
from leadflow.core.lengths import about_id
from leadflow.errors import StaleLead
from leadflow.ports import UnitOfWork
from leadflow.services.caller import Caller
from leadflow.services.once import Once, once
from leadflow.services.planned import planned
from leadflow.services.planning_inputs import open_batch
from leadflow.services.required_records import ReadAccounts
from leadflow.services.routing_inputs import RoutingInputs

__all__ = ["receive_draft"]


def receive_draft(
    caller: Caller, draft: Draft, *, module: str | None, lead_id: str | None, idempotency_key: str | None
) -> Distribution | InvalidDraft:
    """
    Admit *draft*, route it, decide who is notified, and save all of it.

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
    key: Once[Distribution | InvalidDraft] | None = once(
        caller, idempotency_key, Distribution, Act.RECEIVE, draft, module, lead_id
    )
    about = ("receive", caller.actor, draft, module, lead_id)
    earlier = setting.unanswered.take(about) if key is None else None
    # The commit whose answer was lost may still arrive: with the same id, only one of both is written.
    chosen = lead_id
    if chosen is None:
        chosen = earlier.changes.leads[0].lead_id if earlier else setting.new_id()
    programme, named = setting.programme, setting.programme.module_or(module)
    planned_by: tuple[RoutingInputs, date] | None = None

    def plan(unit: UnitOfWork) -> tuple[Distribution | InvalidDraft, Changes | None]:
        nonlocal planned_by
        now = setting.clock()
        day = EvaluationTime(now, programme.zone).today
        # What an earlier try was planned by is left to itself: it has taken turns that nobody got.
        batch = open_batch(
            unit,
            programme,
            now=now,
            actor=caller.actor,
            scope=caller.scope,
            module=named,
            accounts=ReadAccounts(unit),
            basis=setting.ready.take(named, day),
        )
        planned_by = batch.basis, day
        admission = batch.gate.admit(Drafts.of(draft))
        if admission.refused:
            return admission.refused[0], None
        done = batch.distributor.distribute(admission, chosen)
        return done, batch.taken(Changes(leads=(done.change,), messages=done.messages))

    done = planned(setting, plan, about=about, earlier=earlier, once=key, final=StaleLead)
    if planned_by is not None:
        setting.ready.keep(*planned_by, named)
    return done
