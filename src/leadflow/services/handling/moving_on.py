"""
Rejects leads, and moves them on to the next partner.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from attrs import evolve

from leadflow.core.access import Act, ProgramParty
from leadflow.core.changes import Changes
from leadflow.core.criteria import EvaluationTime
from leadflow.core.facts import Channel, Held, Rejected
from leadflow.core.handling import LeadMove, LeadUpdate, Refusal, WithoutMatch, reject
from leadflow.core.handling.continuing import move_on
from leadflow.core.leads import Lead, LeadKind, ReviewReason
from leadflow.errors import InvalidInput, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.handling.acts import changes_of, handle
from leadflow.services.handling.placing import hops_of, route_now
from leadflow.services.operations.caller import Caller, calling
from leadflow.services.operations.routing_inputs import RoutingInputs, read_inputs
from leadflow.services.operations.setting import Setting

__all__ = ["MovingOn", "reject_lead"]

_ROUTER: Final = ProgramParty(name="rejections")
"""
Who moves leads on. The next partner reads who did it, so it is not the person who rejected the lead.
"""


def reject_lead(
    caller: Caller, lead_id: str, *, reason: str | None, comment: str | None, idempotency_key: str | None
) -> LeadUpdate | Refusal:
    """
    Reject a lead for its partner, with a code of the programme's reasons and a comment, and move it on.
    """
    moving = MovingOn(caller.setting)

    def decide(lead: Lead, _: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        policy = caller.setting.programme.handling
        return reject(lead, policy=policy, now=now, actor=caller.actor, reason=reason, comment=comment)

    done = handle(caller, Act.REJECT, lead_id, decide, (reason, comment), idempotency_key, moving.follow)
    moving.settle()
    return done


class MovingOn:
    """
    One call that may reject a lead, and what becomes of the lead.
    """

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._caller = calling(setting, _ROUTER, Channel.SYSTEM)
        self._new_id: str | None = None
        self._kept: tuple[RoutingInputs, EvaluationTime, str] | None = None

    def follow(
        self, done: LeadUpdate | Refusal, unit: UnitOfWork, now: datetime
    ) -> tuple[LeadUpdate | Refusal, Changes | None]:
        """
        Return the decision and what is to be written, with the duplicate that moves on where there is one.
        """
        # What an earlier try was routed by is left to itself: it has taken turns that nobody got.
        self._kept = None
        if isinstance(done, Refusal) or not self._goes_on(done):
            return done, changes_of(done)
        programme = self._setting.programme
        first, actor = programme.stages.open[0], self._caller.actor
        # The same at every try.
        self._new_id = self._new_id or self._setting.new_id()
        move = move_on(done.change, self._new_id, first_stage=first, now=now, actor=actor)
        held = self._held(unit, done.lead)
        routed = self._routed(unit, done.lead, move, now) if held is None else None
        if routed is None or routed[0].lead.partner_id is None:
            if programme.rejections.without_match is WithoutMatch.STAY:
                return done, changes_of(done)
            waiting = routed[0].change if routed else move.change
            if held is not None:
                waiting = waiting.then(Held(reason=held), at=now, actor=actor)
            return _with(done, move), Changes(leads=(move.original, waiting), messages=done.messages)
        update, inputs = routed
        changes = Changes(leads=(move.original, update.change), messages=(*done.messages, *update.messages))
        return _with(done, move), inputs.taken(changes, programme.stages.closing)

    def settle(self) -> None:
        """
        Keep what the lead was routed by for the next one, once the changes are written.
        """
        if self._kept is not None:
            inputs, moment, module = self._kept
            self._setting.ready.keep(inputs, moment.today, module)

    def _goes_on(self, done: LeadUpdate) -> bool:
        fact = done.events[-1].fact if done.events else None
        if not isinstance(fact, Rejected) or done.lead.kind is not LeadKind.DISTRIBUTED:
            return False
        programme = self._setting.programme
        offered = programme.switches.distribution and programme.rejections.moves(fact.reason)
        return offered and done.lead.superseded_by is None

    def _held(self, unit: UnitOfWork, rejected: Lead) -> ReviewReason | None:
        """
        Return why no module is asked; None if one may be.
        """
        programme = self._setting.programme
        if hops_of(unit, rejected) >= programme.rejections.most_hops:
            return ReviewReason.HOP_LIMIT
        return ReviewReason.PAUSED if programme.switches.paused else None

    def _routed(
        self, unit: UnitOfWork, rejected: Lead, move: LeadMove, now: datetime
    ) -> tuple[LeadUpdate, RoutingInputs] | None:
        """
        Route the duplicate; None if nothing can route it.
        """
        setting, programme = self._setting, self._setting.programme
        module = rejected.routed_by or programme.module
        if module is None:
            return None
        moment = EvaluationTime(now, programme.zone)
        known = setting.ready.take(module, moment.today)
        try:
            inputs = read_inputs(unit, programme, module, now, known, catching_up=known is not None)
        except (NotFound, InvalidInput):  # the module is gone, or does not fit the partners of today
            return None
        self._kept = inputs, moment, module
        return route_now(self._caller, unit, move.change, inputs, now, without=rejected.partner_id or ""), inputs


def _with(done: LeadUpdate, move: LeadMove) -> LeadUpdate:
    """
    Return the decision with what becomes of the lead itself; who gets it next is not the partner's to know.
    """
    return evolve(done, change=move.original)
