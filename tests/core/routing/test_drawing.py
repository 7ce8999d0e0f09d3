"""
Modules drawn.
"""

from __future__ import annotations

import pytest

from leadflow.core.criteria import all_of, any_of, where
from leadflow.core.routing import AssignByRules, Match, RoutingModule, Rule, TieBreak, to_html, to_mermaid
from leadflow.core.routing.drawing import say_criteria

NASTY = '"]; click <script>alert(1)</script>'
MODULE = RoutingModule(
    name="emea",
    steps=(
        Match(lead_field="country", partner_field="territories", required=True, name="Territory"),
        AssignByRules(
            rules=(Rule(criteria=any_of(where("industry", "in", ["Software", "IT"])), partners=("Nordlys",)),),
            name=NASTY,
        ),
    ),
    tie_break=TieBreak.ROUND_ROBIN,
    default_partner="Nordlys",
)


@pytest.mark.parametrize("part", ["Territory", "Software, IT", "round robin", "review", "default"])
def test_mermaid_shows_every_part(part: str) -> None:
    """
    Steps, rules, the tie-break, review and the default partner stand in the drawing.
    """
    assert part in to_mermaid(MODULE)


def test_names_cannot_break_out_of_the_drawing() -> None:
    """
    A step's name cannot end its label or bring in markup.
    """
    drawn = to_mermaid(MODULE)

    assert (False, False) == ('"];' in drawn, "<script>" in drawn)


def test_html_is_escaped() -> None:
    """
    A step's name stands in HTML as text.
    """
    assert "<script>" not in to_html(MODULE)


def test_notebooks_get_all_forms() -> None:
    """
    A notebook is offered HTML, Mermaid and text.
    """
    assert {"text/html", "text/vnd.mermaid", "text/plain"} == set(MODULE._repr_mimebundle_())


def test_html_of_a_notebook_is_the_table() -> None:
    """
    A notebook that takes HTML shows the table of steps.
    """
    assert to_html(MODULE) == MODULE._repr_html_()


def test_criteria_are_said_in_words() -> None:
    """
    Groups are joined by or, conditions by and; absence that counts is said.
    """
    criteria = any_of(
        all_of(where("country", "in", ["SE", "NO"]), where("employee_count", "greater_than", 50)),
        where("title", "not_contains", "intern", if_missing=True),
    )

    assert (
        "country is one of SE, NO and employee count is more than 50, "
        "or title does not contain intern or is empty" == say_criteria(criteria)
    )
