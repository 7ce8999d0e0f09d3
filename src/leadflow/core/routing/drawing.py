"""
Draws a module as Mermaid text or HTML.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final, Protocol

from leadflow.core.arguments import checked
from leadflow.core.criteria import Condition, Criteria
from leadflow.core.criteria.operators import OPERATORS
from leadflow.core.routing.steps import (
    AssignByRules,
    CompanyDetail,
    Filter,
    Keep,
    Match,
    SeveralIncumbents,
    Step,
    TieBreak,
    title_of,
)

__all__ = ["DrawnModule", "say_criteria", "to_html", "to_mermaid"]

_MOST_RULES: Final = 20
_MOST_VALUES: Final = 5
_INCUMBENT: Final[Mapping[SeveralIncumbents, str]] = {
    SeveralIncumbents.EARLIEST: "the partner that was the first of those that already work the lead's company",
    SeveralIncumbents.LATEST: "the partner with the latest lead of those that already work the lead's company",
    SeveralIncumbents.MOST: "the partner with most leads of those that already work the lead's company",
    SeveralIncumbents.ALL: "the partners that already work the lead's company",
}


class DrawnModule(Protocol):
    """
    What can be drawn: a routing module is one.
    """

    @property
    def name(self) -> str:
        """
        What it is called.
        """

    @property
    def version(self) -> int:
        """
        Which version it is.
        """

    @property
    def steps(self) -> tuple[Step, ...]:
        """
        In order.
        """

    @property
    def tie_break(self) -> TieBreak:
        """
        What happens when several partners are left.
        """

    @property
    def default_partner(self) -> str | None:
        """
        Who gets the leads for which nobody is left.
        """


@checked
def to_mermaid(module: DrawnModule) -> str:
    """
    Draw *module* as a Mermaid flow chart: the steps in order, where each may send a lead to review, and the end.
    """
    lines = ["flowchart TD", '    start(["active partners"])']
    before = "start"
    for number, step in enumerate(module.steps, 1):
        lines.append(f'    s{number}["{_label(number, step)}"]')
        lines.append(f"    {before} --> s{number}")
        if step.required:
            lines.append(f'    s{number} -. "nobody left" .-> review')
        before = f"s{number}"
    lines.append(f'    tie{{"several left: {_words(module.tie_break.value)}"}}')
    lines.append(f"    {before} --> tie")
    lines.append('    tie --> partner(["partner"])')
    if module.tie_break.value == "review":
        lines.append("    tie -.-> review")
    if module.default_partner is not None:
        lines.append(f'    {before} -. "nobody left" .-> default(["{_safe(module.default_partner)}"])')
    if any("review" in line.rsplit(" ", 1)[-1] for line in lines):
        lines.append('    review(["a person chooses"])')
    return "\n".join(lines) + "\n"


@checked
def to_html(module: DrawnModule) -> str:
    """
    Show *module* as an HTML table: a row a step.
    """
    rows = "".join(
        f"<tr><td>{number}</td><td>{escape(title_of(step))}</td><td>{escape(_what(step))}</td>"
        f"<td>{escape(say_criteria(step.when)) if step.when is not None else 'always'}</td>"
        f"<td>{'required' if step.required else 'optional'}</td></tr>"
        for number, step in enumerate(module.steps, 1)
    )
    head = "".join(f"<th>{name}</th>" for name in ("", "step", "keeps", "when", ""))
    ending = f"several left: {_words(module.tie_break.value)}"
    if module.default_partner is not None:
        ending += f"; nobody left: {module.default_partner}"
    title = f"{module.name}, version {module.version}"
    return (
        f"<table><caption>{escape(title)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
        f'<tfoot><tr><td colspan="5">{escape(ending)}</td></tr></tfoot></table>'
    )


def say_criteria(criteria: Criteria) -> str:
    """
    Say *criteria* in words: ``country is one of SE, NO and employees is at least 50, or tier is gold``.
    """
    return ", or ".join(" and ".join(map(_say, group.conditions)) for group in criteria.groups)


def _say(condition: Condition) -> str:
    phrase = OPERATORS[condition.operator][0].phrase if condition.operator in OPERATORS else condition.operator
    value = condition.value
    values = value if isinstance(value, tuple) else () if value is None else (value,)
    shown = ", ".join(map(str, values[:_MOST_VALUES])) + (", …" if len(values) > _MOST_VALUES else "")
    empty = " or is empty" if condition.if_missing else ""
    return f"{_words(condition.field)} {phrase} {shown}".strip() + empty


def _what(step: Step) -> str:
    match step:
        case Match():
            return f"partners whose {_words(step.partner_field)} hold the lead's {_words(step.lead_field)}"
        case Filter():
            return f"partners of which {say_criteria(step.criteria)}"
        case AssignByRules():
            told = [
                f"{', '.join(rule.partners[:_MOST_VALUES])} if {say_criteria(rule.criteria)}"
                for rule in step.rules[:_MOST_RULES]
            ]
            more = len(step.rules) - _MOST_RULES
            return f"{step.take.value}: " + "; ".join(told) + (f"; and {more} more" if more > 0 else "")
        case Keep():
            by = "" if set(step.by) == set(CompanyDetail) else f", by {', '.join(map(_words, step.by))}"
            return f"{_INCUMBENT[step.several]}{by}"


def _label(number: int, step: Step) -> str:
    when = f"<br/>only if {_safe(say_criteria(step.when))}" if step.when is not None else ""
    required = "" if step.required else " (optional)"
    return f"{number}. {_safe(title_of(step))}{required}<br/>{_safe(_what(step))}{when}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _safe(text: str) -> str:
    """
    Return *text* escaped for a quoted Mermaid label.
    """
    return escape(" ".join(text.split()), quote=False).replace('"', "#quot;")
