"""
Does what is due of the protection of one registration.
"""

from __future__ import annotations

from leadflow.core.changes import Changes, Put
from leadflow.core.deadlines import DueAction
from leadflow.core.handling.protection import end_protection, remind_of_end
from leadflow.core.partners import Partner
from leadflow.core.registration import Registration
from leadflow.core.registration.registration import END, due_protections_at
from leadflow.ports import UnitOfWork
from leadflow.services.deadlines.due import ActionOutcome, PerformedAction
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.required_records import account_of

__all__ = ["plan_protection"]


def plan_protection(caller: Caller, unit: UnitOfWork, action: DueAction) -> tuple[PerformedAction, Changes | None]:
    """
    Plan what is due of a protection, as it is stored now; of a reminder and an end that have both passed, the end.
    """
    registration, now = unit.records.one(Registration, action.registration_id or ""), caller.setting.clock()
    due = registration.due if registration is not None else None
    if registration is None or due is None or registration.seq != action.since:
        return PerformedAction(action=action, outcome=ActionOutcome.ALREADY_DONE), None
    if due[0] > now:
        done = action.action != END and registration.remind_at is None
        outcome = ActionOutcome.ALREADY_DONE if done else ActionOutcome.NOT_DUE
        return PerformedAction(action=action, outcome=outcome), None
    lead = unit.leads.get(registration.lead_id)
    (latest,) = due_protections_at([(registration.id, *due)], now)
    if latest.action == END:
        made = end_protection(registration, lead, now=now, actor=caller.actor)
    else:
        partner = unit.records.one(Partner, registration.partner_id) if registration.partner_id else None
        account = account_of(unit, partner) if partner is not None else None
        policy = caller.setting.programme.handling
        made = remind_of_end(registration, lead, account, policy=policy, now=now, actor=caller.actor)
    assert made.update is not None
    put = Put(made.registration, before=registration)
    leads = (made.update.change,) if made.update.events else ()
    changes = Changes(leads=leads, messages=made.update.messages, puts=(put,))
    done_action = PerformedAction(
        action=action, outcome=ActionOutcome.DONE, changes=leads, messages=made.update.messages
    )
    return done_action, changes
