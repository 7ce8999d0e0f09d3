"""
Finds probable mistakes in a module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leadflow.core.criteria import Condition, Criteria, Group, Moment
from leadflow.core.criteria.operators import OPERATORS
from leadflow.core.leads import Lead
from leadflow.core.partners import Partner, PartnerDirectory
from leadflow.core.problems import Problem, Severity, near
from leadflow.core.routing.checking import CheckedModule, check_module
from leadflow.core.routing.modules import RoutingModule
from leadflow.core.routing.router import Router
from leadflow.core.routing.steps import AssignByRules, Match, RuleMode, Step
from leadflow.core.schema import Schema, Subject
from leadflow.core.subjects import Subjects, reader

__all__ = ["lint_module"]


def lint_module(
    module: RoutingModule, schema: Schema, directory: PartnerDirectory, moment: Moment, *, leads: Iterable[Lead] = ()
) -> tuple[Problem, ...]:
    """
    Say everything that is wrong with *module*, and everything that is allowed and probably not meant.

    Besides the problems of `check_module`, warnings: ``rule_unreachable``, ``partner_inactive``,
    ``partner_never_wins``, ``step_never_passes``, ``absent_left_out`` (a negative operator leaves out leads that say
    nothing) and, with a sample of leads, ``field_never_filled``. Each is certain: none is a guess.

    Args:
        module: What is looked at.
        schema, directory: What it is to fit.
        moment: When its criteria on partners are judged.
        leads: A sample of what comes in; empty leaves out what needs one.
    """
    checked, problems = check_module(module, schema, directory)
    if checked is None:
        return problems
    found = [*problems]
    for number, step in enumerate(module.steps):
        place = f"steps[{number}]"
        found += [problem.at(place) for problem in _about_step(step, directory)]
    found += _about_partners(checked, directory, moment)
    found += _never_filled(module, schema, list(leads))
    return tuple(found)


def _warn(code: str, where: str, message: str) -> Problem:
    return Problem(code=code, path=where, message=message, severity=Severity.WARNING)


def _about_step(step: Step, directory: PartnerDirectory) -> Iterator[Problem]:
    if step.when is not None:
        yield from _left_out(step.when, "when")
    if not isinstance(step, AssignByRules):
        return
    for number, rule in enumerate(step.rules):
        place = f"rules[{number}]"
        yield from _left_out(rule.criteria, f"{place}.criteria")
        if step.take is RuleMode.FIRST:
            yield from _unreachable(step, number, place)
        for index, reference in enumerate(rule.partners):
            if any(not partner.active for partner in directory.named(reference)):
                message = (
                    f"partner '{reference}' is inactive, so this rule gives it no leads; remove it, or activate it"
                )
                yield _warn("partner_inactive", f"{place}.partners[{index}]", message)


def _unreachable(step: AssignByRules, number: int, place: str) -> Iterator[Problem]:
    """
    A rule is unreachable when each of its groups demands at least what a group of an earlier rule demands.
    """
    earlier = [group for rule in step.rules[:number] for group in rule.criteria.groups]
    groups = step.rules[number].criteria.groups
    if groups and all(any(_demands(group, before) for before in earlier) for group in groups):
        message = "an earlier rule always matches first; move this rule up, or remove it"
        yield _warn("rule_unreachable", place, message)


def _demands(group: Group, before: Group) -> bool:
    return set(before.conditions) <= set(group.conditions)


def _left_out(criteria: Criteria, place: str) -> Iterator[Problem]:
    for number, group in enumerate(criteria.groups):
        for index, condition in enumerate(group.conditions):
            if _is_negative(condition) and not condition.if_missing and not _asks_presence(group, condition):
                message = (
                    f"leads without a value in '{condition.field}' never match; set if_missing to include them, or add "
                    "'is_not_empty' if this is intended"
                )
                yield _warn("absent_left_out", f"{place}.groups[{number}][{index}]", message)


def _is_negative(condition: Condition) -> bool:
    return any(operator.negates for operator in OPERATORS.get(condition.operator, ()))


def _asks_presence(group: Group, condition: Condition) -> bool:
    same = [one for one in group.conditions if one.field == condition.field and one.subject is condition.subject]
    return any(one.operator == "is_not_empty" for one in same)


def _about_partners(checked: CheckedModule, directory: PartnerDirectory, moment: Moment) -> Iterator[Problem]:
    """
    Name required steps that nobody can pass, and partners that none of the required steps ever keeps.
    """
    reach = _reach(checked, directory, moment)
    active = [(at, partner) for at, partner in enumerate(directory.partners) if partner.active]
    never: dict[str, Partner] = {}
    for number, mask in reach:
        kept = [partner for at, partner in active if mask >> at & 1]
        if active and not kept:
            message = "no active partner can pass this required step, so every lead goes to review; change the step, or add a partner"
            yield _warn("step_never_passes", f"steps[{number}]", message)
            continue
        never |= {partner.id: partner for at, partner in active if not mask >> at & 1}
    default = checked.default_partner_id
    for partner in sorted(never.values(), key=lambda one: one.id):
        if partner.id != default:
            message = f"partner '{partner.name}' ({partner.id}) can never get a lead, because a required step always drops it; check whether this is intended"
            yield _warn("partner_never_wins", "steps", message)
    if default is not None and not any(partner.id == default for _, partner in active):
        yield _warn(
            "partner_inactive",
            "default_partner",
            "the default partner is inactive and gets no leads; activate it, or name another",
        )


def _reach(checked: CheckedModule, directory: PartnerDirectory, moment: Moment) -> Iterator[tuple[int, int]]:
    """
    Return, for each required step that applies to every lead, the partners that it can keep for some lead.
    """
    router = Router(checked, directory, moment)
    for number, step in enumerate(checked.steps):
        if step.when is not None or not step.step.required:
            continue
        match step.step:
            case AssignByRules():
                named = {one for rule in step.rules for one in rule.partner_ids}
                yield number, sum(1 << directory.positions[one] for one in named)
            case Match():
                assert step.partner_field is not None
                read = reader(Subject.PARTNER, step.partner_field)
                said = (read(Subjects(partner=partner))[1] for partner in directory.partners)
                yield number, sum(1 << at for at, key in enumerate(said) if key not in (None, "", frozenset()))
            case _:
                kept = router.steps[number].keep(Subjects())
                yield number, kept[0] if kept else 0


def _never_filled(module: RoutingModule, schema: Schema, leads: list[Lead]) -> Iterator[Problem]:
    if not leads:
        return
    said = {name for lead in leads for name in lead.values}
    for place, name in _asked(module):
        declared = schema.leads.get(name)
        if declared is not None and not declared.record and name not in said:
            close = near(name, said)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            yield _warn("field_never_filled", place, f"none of {len(leads)} leads has a value in '{name}'{hint}")


def _asked(module: RoutingModule) -> Iterator[tuple[str, str]]:
    """
    Return every field of a lead that the module asks about, with the place.
    """
    for number, step in enumerate(module.steps):
        place = f"steps[{number}]"
        if isinstance(step, Match):
            yield f"{place}.lead_field", step.lead_field
        written = [(f"{place}.when", step.when)] if step.when else []
        if isinstance(step, AssignByRules):
            written += [(f"{place}.rules[{at}].criteria", rule.criteria) for at, rule in enumerate(step.rules)]
        for where, criteria in written:
            for at, group in enumerate(criteria.groups):
                for index, condition in enumerate(group.conditions):
                    if condition.subject in (None, Subject.LEAD):
                        yield f"{where}.groups[{at}][{index}]", condition.field
