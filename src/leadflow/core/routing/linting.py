"""
Finds probable mistakes in a module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, assert_never

from leadflow.core.arguments import checked
from leadflow.core.bits import mask_of, ones
from leadflow.core.criteria import Condition, Criteria, EvaluationTime, Group
from leadflow.core.criteria.contradictions import never_holds
from leadflow.core.criteria.covering import covered
from leadflow.core.criteria.operators import OPERATORS
from leadflow.core.leads import Lead
from leadflow.core.partners import PartnerDirectory
from leadflow.core.problems import Problem, Severity, near
from leadflow.core.routing.checking import CheckedModule, CheckedStep, check_module
from leadflow.core.routing.modules import RoutingModule
from leadflow.core.routing.router import partners_by_value, partners_held
from leadflow.core.routing.steps import AssignByRules, CompanyDetail, Filter, Keep, Match, RuleMode, Step
from leadflow.core.schema import Schema, Subject
from leadflow.core.text import text_key

__all__ = ["lint_module"]

_FIELDS: Final[Mapping[CompanyDetail, tuple[str, ...]]] = {
    one: ("work_phone", "mobile_phone") if one is CompanyDetail.PHONE else (one.value,) for one in CompanyDetail
}
"""
The fields of a lead that say a detail of its company.
"""


@checked
def lint_module(
    module: RoutingModule,
    schema: Schema,
    directory: PartnerDirectory,
    moment: EvaluationTime,
    *,
    leads: Iterable[Lead] = (),
) -> tuple[Problem, ...]:
    """
    Say everything that is wrong with *module*, and everything that is allowed and probably not meant.

    In addition to the problems of `check_module`, warnings: ``rule_unreachable``, ``partner_inactive``,
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
    unreachable = [_unreachable(step) for step in checked.steps]
    for number, step in enumerate(module.steps):
        place = f"steps[{number}]"
        found += [problem.at(place) for problem in _about_step(step, unreachable[number], directory)]
    found += _about_partners(checked, unreachable, directory, moment)
    found += _never_filled(module, schema, list(leads))
    return tuple(found)


def _warn(code: str, where: str, message: str) -> Problem:
    return Problem(code=code, path=where, message=message, severity=Severity.WARNING)


def _unreachable(step: CheckedStep) -> frozenset[int]:
    """
    Return the numbers of the rules that never decide, because an earlier one holds wherever they do.
    """
    if not isinstance(step.step, AssignByRules) or step.step.take is not RuleMode.FIRST:
        return frozenset()
    return frozenset(covered([rule.criteria for rule in step.rules]))


def _about_step(step: Step, unreachable: frozenset[int], directory: PartnerDirectory) -> Iterator[Problem]:
    if step.when is not None:
        yield from _left_out(step.when, "when")
    if not isinstance(step, AssignByRules):
        return
    for number, rule in enumerate(step.rules):
        place = f"rules[{number}]"
        yield from _left_out(rule.criteria, f"{place}.criteria")
        if number in unreachable:
            message = "an earlier rule always matches first; move this rule up, or remove it"
            yield _warn("rule_unreachable", place, message)
        for index, reference in enumerate(rule.partners):
            if any(not partner.active for partner in directory.named(reference)):
                message = (
                    f"partner '{reference}' is inactive, so this rule gives it no leads; remove it, or activate it"
                )
                yield _warn("partner_inactive", f"{place}.partners[{index}]", message)


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


def _about_partners(
    checked: CheckedModule, unreachable: Sequence[frozenset[int]], directory: PartnerDirectory, moment: EvaluationTime
) -> Iterator[Problem]:
    """
    Name required steps that nobody can pass, and partners that can never get a lead.
    """
    default = checked.default_partner_id
    active = mask_of(at for at, one in enumerate(directory.partners) if one.active)
    never: dict[str, str] = {
        one.id: "its capacity is 0" for one in directory.partners if one.active and one.capacity == 0
    }
    for number, mask in _reach(checked, unreachable, directory, moment):
        if active and not active & mask:
            message = "no active partner can pass this required step, so every lead goes to review; change the step, or add a partner"
            yield _warn("step_never_passes", f"steps[{number}]", message)
            continue
        for at in ones(active & ~mask):
            never.setdefault(directory.partners[at].id, f"the required step steps[{number}] always drops it")
    for partner_id in sorted(never.keys() - {default}):
        partner = directory.partners[directory.positions[partner_id]]
        message = f"partner '{partner.name}' ({partner_id}) can never get a lead, because {never[partner_id]}; check whether this is intended"
        yield _warn("partner_never_wins", "steps", message)
    if default is not None and not directory.partners[directory.positions[default]].active:
        yield _warn(
            "partner_inactive",
            "default_partner",
            "the default partner is inactive and gets no leads; activate it, or name another",
        )


def _reach(
    checked: CheckedModule, unreachable: Sequence[frozenset[int]], directory: PartnerDirectory, moment: EvaluationTime
) -> Iterator[tuple[int, int]]:
    """
    Return, for each required step that applies to every lead, the partners that it can keep for some lead, as bits.
    """
    for number, step in enumerate(checked.steps):
        if step.when is not None or not step.step.required:
            continue
        match step.step:
            case AssignByRules():
                deciding = [rule for at, rule in enumerate(step.rules) if at not in unreachable[number]]
                named = {one for rule in deciding if not never_holds(rule.criteria) for one in rule.partner_ids}
                yield number, mask_of(directory.positions[one] for one in named)
            case Match():
                yield number, _matched(step, directory)
            case Filter():
                yield number, partners_held(step, directory, moment)
            case Keep():
                # Anybody may come to work a company.
                yield number, mask_of(range(len(directory.partners)))
            case _:
                assert_never(step.step)


def _matched(step: CheckedStep, directory: PartnerDirectory) -> int:
    """
    Return the partners that hold a value which a lead can say.
    """
    field, found = step.lead_field, 0
    assert field is not None
    said = {text_key(choice.name) for choice in field.choices}
    for key, mask in partners_by_value(step, directory).items():
        if not said or key in said:
            found |= mask
    return found


def _never_filled(module: RoutingModule, schema: Schema, leads: list[Lead]) -> Iterator[Problem]:
    if not leads:
        return
    said = {name for lead in leads for name in lead.values}
    places: dict[str, list[str]] = {}
    for place, name in _asked(module):
        declared = schema.leads.get(name)
        if declared is not None and not declared.record and name not in said:
            places.setdefault(name, []).append(place)
    for number, step in enumerate(module.steps):
        if isinstance(step, Keep) and not said & {name for one in step.by for name in _FIELDS[one]}:
            message = f"none of {len(leads)} leads says anything that companies are compared by"
            yield _warn("field_never_filled", f"steps[{number}].by", message)
    for name, several in places.items():
        close = near(name, said)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        for place in several:
            yield _warn("field_never_filled", place, f"none of {len(leads)} leads has a value in '{name}'{hint}")


def _asked(module: RoutingModule) -> Iterator[tuple[str, str]]:
    """
    Return every field of a lead that the module asks about, with the place.
    """
    for number, step in enumerate(module.steps):
        place = f"steps[{number}]"
        if isinstance(step, Match):
            yield f"{place}.lead_field", step.lead_field
        written = [(f"{place}.when", step.when)] if step.when is not None else []
        if isinstance(step, AssignByRules):
            written += [(f"{place}.rules[{at}].criteria", rule.criteria) for at, rule in enumerate(step.rules)]
        for where, criteria in written:
            for at, group in enumerate(criteria.groups):
                for index, condition in enumerate(group.conditions):
                    if condition.subject in (None, Subject.LEAD):
                        yield f"{where}.groups[{at}][{index}]", condition.field
