"""
Registers private leads by rules, when they are created or updated, and explains and tries that.
"""

from __future__ import annotations

from attrs import evolve, frozen

from leadflow.core.access import Act
from leadflow.core.changes import Changes
from leadflow.core.criteria import EvaluationTime
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.handling.registration_updates import RegistrationUpdate
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.partners import Campaign, Partner
from leadflow.core.problems import Problem, errors_in
from leadflow.core.registration import (
    AutoRegistration,
    AutoRegistrationDecision,
    AutoRegistrationExplanation,
    AutoRegistrationMode,
    AutoRegistrationReason,
    ManagedRules,
    Registration,
    RegistrationRule,
    check_rule,
    decide_auto_registration,
    explain_auto_registration,
)
from leadflow.core.schema import Schema
from leadflow.core.settings import SettingName, may_read
from leadflow.core.stored import Put
from leadflow.core.timeline import LeadChange
from leadflow.errors import InvalidInput
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.required_records import known_partner
from leadflow.services.registration.submitting import registration_put, submitted
from leadflow.services.settings.partner import auto_registration_of, managed_rules_of, readable_partner
from leadflow.services.views.viewing import every_lead

__all__ = [
    "AutoRegistrationTrial",
    "auto_registered",
    "explain_registration",
    "try_auto_registration",
    "with_auto_registration",
]


@frozen(kw_only=True)
class AutoRegistrationTrial:
    """
    What would become of a private lead if it was created now.

    Attributes:
        lead_id: Of the lead.
        decision: What the rules would decide.
        problems: Why the registration would be refused although a rule holds, such as an e-mail that is missing.
    """

    lead_id: str
    decision: AutoRegistrationDecision
    problems: tuple[Problem, ...] = ()

    @property
    def registers(self) -> bool:
        """
        True if the lead would be registered.
        """
        return self.decision.registers and not self.problems


@frozen
class _Rules:
    """
    What is in force for one partner.
    """

    partner: Partner
    settings: AutoRegistration
    managed: ManagedRules

    @classmethod
    def of(cls, unit: UnitOfWork, partner: Partner) -> _Rules:
        """
        Read what is in force for *partner*; the supplier's rules only where they can be.
        """
        settings = auto_registration_of(unit, partner.id)
        managed = settings.mode is AutoRegistrationMode.SUPPLIER_MANAGED
        return cls(partner, settings, managed_rules_of(unit) if managed else ManagedRules())

    def decide(self, caller: Caller, unit: UnitOfWork, lead: Lead) -> AutoRegistrationDecision:
        """
        Decide about *lead* as it is.
        """
        return decide_auto_registration(
            lead,
            self.partner,
            _campaign(unit, lead),
            settings=self.settings,
            managed=self.managed,
            schema=caller.setting.programme.schema,
            moment=_moment(caller),
            offered=caller.setting.programme.switches.registration,
            requested=lead.registration_id is not None,
        )


def _campaign(unit: UnitOfWork, lead: Lead) -> Campaign | None:
    return unit.records.one(Campaign, lead.campaign_id) if lead.campaign_id else None


def _moment(caller: Caller) -> EvaluationTime:
    return EvaluationTime(caller.setting.clock(), caller.setting.programme.zone)


def with_auto_registration(
    caller: Caller, unit: UnitOfWork, update: LeadUpdate, changes: Changes | None
) -> tuple[LeadUpdate, Changes | None]:
    """
    Return an update and what writes it, with the registration of its lead if a rule in force registers it now.
    """
    done, puts = auto_registered(caller, unit, update)
    if changes is None or not puts:
        return update, changes
    others = (one for one in changes.leads if one.lead_id != done.lead.id)
    messages = (*changes.messages, *done.messages[len(update.messages) :])
    return done, evolve(changes, leads=(done.change, *others), messages=messages, puts=(*changes.puts, *puts))


def auto_registered(caller: Caller, unit: UnitOfWork, update: LeadUpdate) -> tuple[LeadUpdate, tuple[Put, ...]]:
    """
    Return *update* with the registration of its lead, if the lead is private and a rule in force holds for it now.

    Where the registration itself is refused, because something is missing or somebody else has the prospect, the lead
    stays private. What else is to be written comes second.
    """
    lead = update.lead
    if lead.kind is not LeadKind.PRIVATE or lead.partner_id is None or update.unchanged or not lead.active:
        return update, ()
    if lead.registration_id is not None:
        return update, ()
    decision = _Rules.of(unit, known_partner(unit, lead.partner_id)).decide(caller, unit, lead)
    done = _submitted(caller, unit, update.change, decision) if decision.registers else None
    if not isinstance(done, RegistrationUpdate) or done.update is None:
        return update, ()
    both = evolve(done.update, messages=(*update.messages, *done.update.messages))
    return both, (registration_put(unit, done.registration),)


def _submitted(
    caller: Caller, unit: UnitOfWork, change: LeadChange, decision: AutoRegistrationDecision
) -> RegistrationUpdate | Refusal:
    """
    Submit a lead for the person who is named on it, by the rules that hold.
    """
    person_id = change.after.assignee_id or caller.party_id
    return submitted(caller, unit, change, person_id, caller.setting.new_id(), by_rules=decision.rules)


def explain_registration(caller: Caller, lead_id: str) -> AutoRegistrationExplanation:
    """
    Say which rule registered a lead, or why none did.

    Raises:
        NotFound: There is no such lead, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        lead = caller.lead(unit, lead_id)
        registration = unit.records.one(Registration, lead.registration_id) if lead.registration_id else None
        rules, status = (registration.rules, registration.status) if registration else ((), None)
        if lead.partner_id is None or lead.kind is not LeadKind.PRIVATE:
            reason = AutoRegistrationReason.ALREADY_REQUESTED if registration else AutoRegistrationReason.NOT_PRIVATE
            return AutoRegistrationExplanation(reason=reason, registered_by=rules, status=status)
        at_hand = _Rules.of(unit, known_partner(unit, lead.partner_id))
        decision = at_hand.decide(caller, unit, lead)
        told = explain_auto_registration(
            lead,
            at_hand.partner,
            _campaign(unit, lead),
            decision,
            settings=at_hand.settings,
            managed=at_hand.managed,
            schema=caller.setting.programme.schema,
            moment=_moment(caller),
            registered_by=rules,
        )
        return evolve(told, status=status, problems=_refused(caller, unit, lead, decision))


def _refused(caller: Caller, unit: UnitOfWork, lead: Lead, decision: AutoRegistrationDecision) -> tuple[Problem, ...]:
    """
    Return why the registration of *lead* is refused although a rule holds; empty if it is not.
    """
    done = _submitted(caller, unit, LeadChange(lead), decision) if decision.registers else None
    return done.problems if isinstance(done, Refusal) else ()


def try_auto_registration(
    caller: Caller, partner_id: str, mode: AutoRegistrationMode | None, rules: tuple[RegistrationRule, ...] | None
) -> tuple[AutoRegistrationTrial, ...]:
    """
    Return what would become of each private lead of a partner that the caller sees, by ascending id.

    Raises:
        InvalidInput: The rules cannot be used, with every problem.
        NotFound: This supplier has no such partner, or the caller does not see it.
        NotAllowed: None of the caller's roles allows it, or the caller is not of the partner.
    """
    with caller.setting.unit() as unit:
        partner = readable_partner(caller, unit, partner_id)
        if not may_read(caller.party, SettingName.OWN_RULES):
            raise caller.refusing(Act.SAVE_SETTINGS)
        _check_rules(rules or (), caller.setting.programme.schema)
        kept = auto_registration_of(unit, partner.id)
        tried = evolve(kept, mode=mode or kept.mode, rules=kept.rules if rules is None else rules)
        at_hand = _Rules(partner, tried, managed_rules_of(unit))
        private = (one for one in every_lead(caller, unit) if one.kind is LeadKind.PRIVATE)
        return tuple(_trial(caller, unit, at_hand, lead) for lead in private)


def _check_rules(rules: tuple[RegistrationRule, ...], schema: Schema) -> None:
    problems = (
        one.at(f"rules[{number}]")
        for number, rule in enumerate(rules)
        for one in errors_in(check_rule(rule, schema, own=True))
    )
    if wrong := tuple(problems):
        raise InvalidInput(wrong)


def _trial(caller: Caller, unit: UnitOfWork, at_hand: _Rules, lead: Lead) -> AutoRegistrationTrial:
    decision = at_hand.decide(caller, unit, lead)
    return AutoRegistrationTrial(lead_id=lead.id, decision=decision, problems=_refused(caller, unit, lead, decision))
