"""
Checks a routing module against the schema and the partners.
"""

from __future__ import annotations

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.criteria import CheckedCriteria, Criteria, check_criteria
from leadflow.core.fields import AnyField
from leadflow.core.kinds import DECIMAL, INTEGER, Family
from leadflow.core.partners import Partner, PartnerDirectory
from leadflow.core.problems import Problem, errors_in, or_list
from leadflow.core.routing.modules import RoutingModule
from leadflow.core.routing.steps import AssignByRules, CompanyDetail, Filter, Keep, Match, Step
from leadflow.core.schema import Fields, Schema, Subject, unknown_field

__all__ = ["CheckedModule", "CheckedRule", "CheckedStep", "check_module", "check_partner", "check_target"]


@frozen(eq=False)
class CheckedRule:
    """
    A rule whose criteria can be judged and whose partners are known.
    """

    criteria: CheckedCriteria
    partner_ids: tuple[str, ...]


@frozen(eq=False, kw_only=True)
class CheckedStep:
    """
    A step that can be taken; which of the parts are there depends on the kind of step.
    """

    step: Step
    when: CheckedCriteria | None = None
    lead_field: AnyField | None = None
    partner_field: AnyField | None = None
    rules: tuple[CheckedRule, ...] = ()
    criteria: CheckedCriteria | None = None


@frozen(eq=False)
class CheckedModule:
    """
    A module that can route; only `check_module` creates it.

    Attributes:
        module: As it was written.
        steps: Ready to be taken.
        default_partner_id: None if the module has no default partner.
    """

    module: RoutingModule
    steps: tuple[CheckedStep, ...]
    default_partner_id: str | None


@frozen
class _Checker:
    """
    Collects what is wrong while it reads the parts.
    """

    schema: Schema
    directory: PartnerDirectory
    problems: list[Problem] = field(factory=list)

    def criteria(self, written: Criteria, place: str, *subjects: Subject) -> CheckedCriteria | None:
        checked, problems = check_criteria(written, self.schema, subjects=subjects)
        self.problems.extend(problem.at(place) for problem in problems)
        return checked

    def field(self, name: str, fields: Fields, place: str) -> AnyField | None:
        declared = fields.get(name)
        if declared is None:
            self.problems.append(unknown_field(name, fields).problem(place))
        return declared

    def partner(self, reference: str, place: str) -> str | None:
        partner, problem = check_partner(reference, self.directory)
        if problem is not None:
            self.problems.append(problem.at(place))
        return partner.id if partner else None

    def step(self, step: Step, place: str) -> CheckedStep:
        on_lead = (Subject.LEAD, Subject.CAMPAIGN)
        when = self.criteria(step.when, f"{place}.when", *on_lead) if step.when is not None else None
        match step:
            case Match():
                lead_field = self.field(step.lead_field, self.schema.leads, f"{place}.lead_field")
                partner_field = self.field(step.partner_field, self.schema.partners, f"{place}.partner_field")
                self._comparable(lead_field, partner_field, f"{place}.partner_field")
                return CheckedStep(step=step, when=when, lead_field=lead_field, partner_field=partner_field)
            case AssignByRules():
                rules = [self._rule(step, number, f"{place}.rules[{number}]") for number in range(len(step.rules))]
                if not rules:
                    message = "a choose step needs at least one rule; add one"
                    self.problems.append(Problem(code="rules_empty", path=f"{place}.rules", message=message))
                return CheckedStep(step=step, when=when, rules=tuple(one for one in rules if one))
            case Filter():
                criteria = self.criteria(step.criteria, f"{place}.criteria", Subject.PARTNER)
                return CheckedStep(step=step, when=when, criteria=criteria)
            case Keep():
                self._details(step, f"{place}.by")
                return CheckedStep(step=step, when=when)

    def _details(self, step: Keep, place: str) -> None:
        """
        Say which details no lead can have; where all are named, those that are not declared are meant to be left out.
        """
        if not step.by:
            message = "a keep step compares companies by at least one detail; name one, or leave 'by' out"
            self.problems.append(Problem(code="details_empty", path=place, message=message))
        if CompanyDetail.PARENT in step.by and CompanyDetail.COMPANY not in step.by:
            message = "a parent is compared with the names of companies; add 'company'"
            self.problems.append(Problem(code="parent_alone", path=place, message=message))
        every = set(step.by) == set(CompanyDetail)
        for number, detail in enumerate(step.by):
            if detail in (CompanyDetail.ACCOUNT, CompanyDetail.PARENT) and not every:
                self.field(detail.value, self.schema.leads, f"{place}[{number}]")

    def _comparable(self, lead_field: AnyField | None, partner_field: AnyField | None, place: str) -> None:
        if lead_field is None or partner_field is None:
            return
        lead, partner = lead_field.kind, partner_field.kind
        words = {lead.family, partner.family} <= {Family.TEXT, Family.CHOICE, Family.MULTI}
        counts = {lead, partner} <= {INTEGER, DECIMAL}
        if lead is not partner and not words and not counts:
            message = f"the kind {lead_field.kind.name} never matches the kind {partner_field.kind.name}; use two fields of one kind"
            self.problems.append(Problem(code="kinds_differ", path=place, message=message))

    def _rule(self, step: AssignByRules, number: int, place: str) -> CheckedRule | None:
        rule = step.rules[number]
        criteria = self.criteria(rule.criteria, f"{place}.criteria", Subject.LEAD, Subject.CAMPAIGN)
        ids = [self.partner(reference, f"{place}.partners[{index}]") for index, reference in enumerate(rule.partners)]
        if not rule.partners:
            message = "a rule needs at least one partner; add one"
            self.problems.append(Problem(code="partners_empty", path=f"{place}.partners", message=message))
        return CheckedRule(criteria, tuple(one for one in ids if one)) if criteria else None


@checked
def check_module(
    module: RoutingModule, schema: Schema, directory: PartnerDirectory
) -> tuple[CheckedModule | None, tuple[Problem, ...]]:
    """
    Check *module* before it is used or saved.

    Returns:
        The module, ready to route, or None if there is an error; and all problems, warnings included, with places
        such as ``steps[1].rules[0].criteria.groups[0][1].value``.
    """
    checker = _Checker(schema, directory)
    steps = tuple(checker.step(step, f"steps[{number}]") for number, step in enumerate(module.steps))
    named = module.default_partner
    default = None if named is None else checker.partner(named, "default_partner")
    if not module.name.strip():
        checker.problems.append(
            Problem(code="name_missing", path="name", message="the module has no name; give it one")
        )
    problems = tuple(checker.problems)
    return (None if errors_in(problems) else CheckedModule(module, steps, default)), problems


def check_partner(reference: str, directory: PartnerDirectory) -> tuple[Partner | None, Problem | None]:
    """
    Find the partner that a person means by an id or a name.

    Returns:
        The partner, or what is wrong: ``partner_unknown`` (with near names) or ``partner_ambiguous``.
    """
    found = directory.named(reference)
    if len(found) == 1:
        return found[0], None
    if found:
        ids = or_list(one.id for one in found)
        message = f"{len(found)} partners are called '{reference}'; use its id: {ids}"
        return None, Problem(code="partner_ambiguous", path="", message=message, value=reference)
    close = directory.near_names.near(reference)
    hint = f"; did you mean {or_list(close)}?" if close else "; add the partner first, or correct the name"
    message = f"no partner is called '{reference}'{hint}"
    return None, Problem(code="partner_unknown", path="", message=message, suggestions=close, value=reference)


def check_target(reference: str, directory: PartnerDirectory) -> tuple[Partner | None, Problem | None]:
    """
    Find the partner that is to get leads: as `check_partner`, and an inactive one is ``partner_inactive``.
    """
    partner, problem = check_partner(reference, directory)
    if partner is None or partner.active:
        return partner, problem
    message = f"partner '{partner.name}' is inactive; activate it or name another"
    return None, Problem(code="partner_inactive", path="", message=message, value=reference)
