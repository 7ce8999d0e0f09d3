"""
Explains which rule registered a lead automatically, or why none did.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from leadflow.core.criteria import Evaluation, EvaluationTime, evaluate
from leadflow.core.leads import Lead, RegistrationStatus
from leadflow.core.partners import Campaign, Partner
from leadflow.core.problems import Problem
from leadflow.core.registration.auto_deciding import (
    AutoRegistrationDecision,
    AutoRegistrationReason,
    ready_rule,
    rules_in_force,
)
from leadflow.core.registration.auto_rules import AutoRegistration, ManagedRules, RegistrationRule
from leadflow.core.schema import Schema
from leadflow.core.subjects import Subjects

__all__ = ["AutoRegistrationExplanation", "RuleFinding", "explain_auto_registration"]


@frozen
class RuleFinding:
    """
    What one rule in force says of a lead.

    Attributes:
        rule: Which rule.
        evaluation: What its criteria found; None if they do not fit the declared fields any more, which never holds.
        problems: Why they do not.
    """

    rule: RegistrationRule
    evaluation: Evaluation | None
    problems: tuple[Problem, ...] = ()

    @property
    def holds(self) -> bool:
        """
        True if the rule registers the lead.
        """
        return self.evaluation is not None and self.evaluation.holds


@frozen(kw_only=True)
class AutoRegistrationExplanation:
    """
    Which rule registered a lead, or why none did.

    Attributes:
        reason: As decided of the lead as it is now; ``rule_holds`` of a lead that is private still means that the rule
            did not hold when the lead was created or updated last, and that its next update registers it.
        registered_by: Names of the rules that registered the lead; empty if none did.
        status: What became of its registration; None if there is none.
        findings: What each rule in force says of the lead as it is now, by name; empty where no rule is asked.
        problems: Why the registration is refused although a rule holds, such as an e-mail that is missing.
    """

    reason: AutoRegistrationReason
    registered_by: tuple[str, ...] = ()
    status: RegistrationStatus | None = None
    findings: tuple[RuleFinding, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        """
        The explanation in sentences, a line for the answer and one for each rule. It shows no value of the lead.
        """
        if self.registered_by:
            rules = _rules(self.registered_by)
            if self.status in (None, RegistrationStatus.APPROVED):
                return f"Registered automatically by {rules}."
            return f"Submitted for registration by {rules}; the registration is {self.status}."
        refused = [f"  {one.message}" for one in self.problems]
        said = _REFUSED if refused else _SENTENCES[self.reason]
        return "\n".join([said, *refused, *map(_line, self.findings)])


_REFUSED: Final = "Not registered: a rule holds, but the registration is refused:"

_SENTENCES: Final = {
    AutoRegistrationReason.RULE_HOLDS: "Not registered yet: a rule holds now, but did not when the lead was created or"
    " updated last. The next update registers it.",
    AutoRegistrationReason.SWITCHED_OFF: "Not registered automatically: the programme offers no registration.",
    AutoRegistrationReason.NOT_PRIVATE: "Not registered automatically: this is not a private lead.",
    AutoRegistrationReason.ALREADY_REQUESTED: "Not registered automatically: a person requested its registration.",
    AutoRegistrationReason.OFF: "Not registered: auto-registration is off.",
    AutoRegistrationReason.COMPANY_IGNORED: "Not registered: the partner ignores this company.",
    AutoRegistrationReason.NO_RULES: "Not registered: no rule is in force for this partner.",
    AutoRegistrationReason.NO_RULE_HOLDS: "Not registered: none of the rules holds.",
}


def explain_auto_registration(
    lead: Lead,
    partner: Partner,
    campaign: Campaign | None,
    decision: AutoRegistrationDecision,
    *,
    settings: AutoRegistration,
    managed: ManagedRules,
    schema: Schema,
    moment: EvaluationTime,
    registered_by: tuple[str, ...] = (),
) -> AutoRegistrationExplanation:
    """
    Explain a *decision* about a lead as it is now.

    Args:
        lead, partner, campaign, settings, managed, schema, moment: What was decided on.
        decision: What was decided.
        registered_by: Names of the rules that registered the lead before; empty if none did.
    """
    asked = decision.reason in (AutoRegistrationReason.RULE_HOLDS, AutoRegistrationReason.NO_RULE_HOLDS)
    rules = rules_in_force(settings, managed, partner, schema=schema, moment=moment) if asked else ()
    subjects = Subjects(lead, partner, campaign)
    return AutoRegistrationExplanation(
        reason=decision.reason,
        registered_by=registered_by,
        findings=tuple(_finding(rule, subjects, schema, moment) for rule in rules),
    )


def _finding(rule: RegistrationRule, subjects: Subjects, schema: Schema, moment: EvaluationTime) -> RuleFinding:
    ready = ready_rule(rule, schema)
    evaluation = evaluate(ready.criteria, subjects, moment) if ready.criteria is not None else None
    return RuleFinding(rule, evaluation, ready.problems)


def _line(finding: RuleFinding) -> str:
    name = finding.rule.name
    if finding.evaluation is None:
        return f"  rule '{name}' asks about fields that are not declared any more"
    if finding.holds:
        return f"  rule '{name}' holds"
    failed = (
        [f"{one.condition.field} ({one.answer})" for one in group if one.answer != "yes"]
        for group in finding.evaluation.groups
    )
    return f"  rule '{name}' does not hold: " + "; ".join(", ".join(group) for group in failed)


def _rules(names: tuple[str, ...]) -> str:
    quoted = ", ".join(f"'{name}'" for name in names)
    return f"the rule {quoted}" if len(names) == 1 else f"the rules {quoted}"
