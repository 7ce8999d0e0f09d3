"""
The report about a routing module: which step narrowed how much, and which rules never held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field, frozen

from leadflow.core.decisions import ChosenBy, RoutingTrace, StepReason
from leadflow.core.leads import ReviewReason
from leadflow.core.routing import AssignByRules, RoutingModule
from leadflow.core.routing.steps import Step, title_of
from leadflow.core.views.charts import Chart, bar_chart, drawn
from leadflow.core.views.periods import Period
from leadflow.core.views.report_tables import ReportCell, ReportTable

__all__ = ["ModuleReport", "RuleReport", "StepReport", "report_module"]


@frozen(kw_only=True)
class RuleReport:
    """
    What a rule did.

    Attributes:
        number: Of the rule in its step, from 1.
        name: What it is called; empty if it has no name.
        leads: For how many leads it decided. Where all rules count, that is the first that held.
    """

    number: int
    name: str
    leads: int


@frozen(kw_only=True)
class StepReport:
    """
    What a step did to the leads that came to it.

    Attributes:
        number: Of the step, from 1.
        title: What it is called, or what it does.
        leads: How many came to it.
        by_reason: How many of them it narrowed, did not apply to, and so on; what did not happen is absent.
        before, after: How many partners were left before it and after it, on average over those it applied to; None
            if it applied to none.
        rules: Of a step with rules, each of them in its order; else empty.
    """

    number: int
    title: str = field(repr=False)
    leads: int
    by_reason: Mapping[StepReason, int]
    before: float | None
    after: float | None
    rules: tuple[RuleReport, ...] = ()


@frozen(kw_only=True)
class ModuleReport:
    """
    What a version of a module decided in a period.

    Attributes:
        module, version: Whose decisions they are.
        period: On which days.
        leads: How many it decided about.
        routed: How many of them got a partner.
        reviews: How many had to wait for a person, by reason.
        by_choice: How the partner was chosen, the most frequent way first.
        by_partner: How many leads each partner got, by id, the one with most first.
        steps: Each step, in its order.
        other_versions: How many leads other versions decided about meanwhile, by version.
    """

    module: str
    version: int
    period: Period
    leads: int
    routed: int
    reviews: Mapping[ReviewReason, int]
    by_choice: Mapping[ChosenBy, int]
    by_partner: Mapping[str, int]
    steps: tuple[StepReport, ...]
    other_versions: Mapping[int, int]

    @property
    def never_held(self) -> tuple[tuple[int, RuleReport], ...]:
        """
        The rules that decided for no lead, each with the number of its step.
        """
        return tuple((step.number, rule) for step in self.steps for rule in step.rules if rule.leads == 0)

    def charts(self) -> tuple[Chart, ...]:
        """
        Return the report as pictures: the partners left after each step, on average, and for how many leads each rule
        decided.
        """
        steps = [(f"{one.number}. {one.title}", one.after) for one in self.steps]
        rules = [
            (f"{step.number}.{one.number} {one.name}".strip(), one.leads) for step in self.steps for one in step.rules
        ]
        return (
            bar_chart("Partners left after each step", [(title, after) for title, after in steps if after is not None]),
            bar_chart("Leads by deciding rule", rules),
        )

    def _repr_html_(self) -> str:
        return drawn(self.charts())

    def tables(self) -> tuple[ReportTable, ...]:
        """
        Return the report as tables: the steps, the rules, the partners, and why leads had to wait.
        """
        reasons = tuple(one.name.lower() for one in StepReason)
        rules = tuple((step.number, rule.number, rule.name, rule.leads) for step in self.steps for rule in step.rules)
        return (
            ReportTable(
                "steps", ("step", "title", "leads", *reasons, "before", "after"), tuple(map(_cells, self.steps))
            ),
            ReportTable("rules", ("step", "rule", "name", "leads"), rules),
            ReportTable("partners", ("partner_id", "leads"), tuple(self.by_partner.items())),
            ReportTable("reviews", ("review", "leads"), tuple(self.reviews.items())),
        )


def report_module(module: RoutingModule, period: Period, traces: Iterable[RoutingTrace]) -> ModuleReport:
    """
    Return the report about *module*.

    Args:
        module: The version that is reported about.
        period: In which the decisions were made.
        traces: Decisions of any version of the module.
    """
    told = _Told(steps=[_Step() for _ in module.steps])
    for trace in traces:
        told.add(trace, module.version)
    return ModuleReport(
        module=module.name,
        version=module.version,
        period=period,
        leads=told.leads,
        routed=sum(told.partners.values()),
        reviews=dict(told.reviews.most_common()),
        by_choice=dict(told.choices.most_common()),
        by_partner=dict(told.partners.most_common()),
        steps=tuple(
            counted.report(number, step)
            for number, (counted, step) in enumerate(zip(told.steps, module.steps, strict=True), 1)
        ),
        other_versions=dict(sorted(told.others.items())),
    )


@define
class _Step:
    """
    What is counted of a step.
    """

    reasons: Counter[StepReason] = field(factory=Counter)
    rules: Counter[int] = field(factory=Counter)
    before: int = 0
    after: int = 0
    applied: int = 0

    def add(self, before: int, after: int, reason: StepReason, rule: int) -> None:
        """
        Count one lead.
        """
        self.reasons[reason] += 1
        self.rules[rule] += 1
        if reason is StepReason.NARROWED:
            self.before, self.after, self.applied = self.before + before, self.after + after, self.applied + 1

    def report(self, number: int, step: Step) -> StepReport:
        """
        Return what was counted.
        """
        rules = step.rules if isinstance(step, AssignByRules) else ()
        return StepReport(
            number=number,
            title=title_of(step),
            leads=self.reasons.total(),
            by_reason={one: count for one in StepReason if (count := self.reasons[one])},
            before=self.before / self.applied if self.applied else None,
            after=self.after / self.applied if self.applied else None,
            rules=tuple(
                RuleReport(number=at, name=rule.name, leads=self.rules[at]) for at, rule in enumerate(rules, 1)
            ),
        )


@define
class _Told:
    """
    What is counted of a module.
    """

    steps: list[_Step]
    leads: int = 0
    reviews: Counter[ReviewReason] = field(factory=Counter)
    choices: Counter[ChosenBy] = field(factory=Counter)
    partners: Counter[str] = field(factory=Counter)
    others: Counter[int] = field(factory=Counter)

    def add(self, trace: RoutingTrace, version: int) -> None:
        """
        Count one decision.
        """
        if trace.version != version:
            self.others[trace.version] += 1
            return
        self.leads += 1
        for step, (before, after, reason, rule) in zip(self.steps, trace.packed_steps, strict=False):
            step.add(before, after, StepReason(reason), rule)
        if trace.review is not None:
            self.reviews[trace.review] += 1
        if trace.chosen_by is not None:
            self.choices[trace.chosen_by] += 1
        if trace.partner_id is not None:
            self.partners[trace.partner_id] += 1


def _cells(step: StepReport) -> tuple[ReportCell, ...]:
    counts: Iterator[int] = (step.by_reason.get(one, 0) for one in StepReason)
    return (step.number, step.title, step.leads, *counts, step.before, step.after)
