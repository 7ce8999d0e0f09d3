"""
What template authors write, and what leads of every sort make of it.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve
from tests.services.builders import PROGRAMME

from leadflow.adapters.templates import MiniJinjaTemplates
from leadflow.core.fields import Field
from leadflow.core.kinds import BOOLEAN, CHOICE, DECIMAL, MULTI_CHOICE, Choice, Money
from leadflow.core.leads import Lead
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.templates import MessageKind, Template, TemplateTranslation
from leadflow.core.values import Value
from leadflow.services.mail.templates import check_template, preview_template
from leadflow.testing import NOW

ENGINE = MiniJinjaTemplates()
SIZES = (Choice("s", "Small"), Choice("l", "Large"))
SCHEMA = STANDARD_SCHEMA.extend(
    Field("budget", DECIMAL),
    Field("urgent", BOOLEAN),
    Field("size", CHOICE, choices=SIZES),
    Field("sizes", MULTI_CHOICE, choices=SIZES),
)
RICH = "{% if amounts.annual_revenue > 500 %}rich{% else %}poor{% endif %}"
HOUSE = evolve(PROGRAMME, schema=SCHEMA)
KIND = MessageKind.NEW_LEAD


def a_template(source: str) -> Template:
    """
    Return a template whose text is *source*.
    """
    return Template(name="t", kind=KIND, translations=(TemplateTranslation(subject="S", text=source, html="<p>H</p>"),))


def shown(source: str, **said: Value) -> str:
    """
    Return what comes of *source* for a lead.
    """
    values = SCHEMA.leads.fill(email="a@x.se", **said)
    lead = Lead(id="l", supplier_id="acme", values=values, received_at=NOW, modified_at=NOW)
    return preview_template(a_template(source), HOUSE, ENGINE, lead=lead).text


@pytest.mark.parametrize(
    ("source", "said", "text"),
    [
        ("Company: {{ lead.company if lead.company }}.", {}, "Company: ."),
        ("{{ lead.company|default(lead.title) }}", {}, "a@x.se"),
        ("{{ lead.company|default('none') }}", {"company": "Acme"}, "Acme"),
        ("{{ lead.budget|d('unknown') }}", {}, "unknown"),
        ("{{ lead.budget }}.", {}, "."),
        ("{{ lead.budget }}", {"budget": Decimal("20")}, "20"),
        ("{{ lead.budget }}", {"budget": Decimal("12.5")}, "12.5"),
        ("{{ lead.budget }}", {"budget": Decimal("123456789012345678.25")}, "123456789012345678.25"),
        ("{% if lead.budget > 500 %}large{% else %}small{% endif %}", {"budget": Decimal("20")}, "small"),
        ("{% if lead.budget > 500 %}large{% else %}small{% endif %}", {"budget": Decimal("501")}, "large"),
        ("{% if lead.budget > 500 %}large{% else %}small{% endif %}", {}, "small"),
        ("{% if lead.employee_count >= 20 %}large{% else %}small{% endif %}", {"employee_count": 20}, "large"),
        ("{% if lead.urgent %}now{% else %}later{% endif %}", {"urgent": False}, "later"),
        ("{% if lead.urgent %}now{% else %}later{% endif %}", {"urgent": True}, "now"),
        ("{% if lead.urgent %}now{% else %}later{% endif %}", {}, "later"),
        ("{{ lead.urgent }} {{ lead.urgent|upper }}.", {"urgent": False}, "no NO."),
        ("{{ lead.urgent }}.", {}, "."),
        ("{{ history[0].title if history }}.", {}, "."),
        (RICH, {"annual_revenue": Money(Decimal(501), "EUR")}, "rich"),
        (RICH, {"annual_revenue": Money(Decimal(20), "EUR")}, "poor"),
        (RICH, {}, "poor"),
        ("{{ lead.annual_revenue }}", {"annual_revenue": Money(Decimal(20), "EUR")}, "EUR 20"),
        ("{{ lead.size }}: {{ lead.sizes }}", {"size": "l", "sizes": ("s", "l")}, "Large: Small; Large"),
        ("{% for one in details %}{{ one.value }} {% endfor %}", {"size": "l"}, "a@x.se Large "),
    ],
)
def test_values_are_what_they_are(source: str, said: dict[str, Value], text: str) -> None:
    """
    Nothing is written as nothing, numbers are compared as numbers, and a truth value is one.
    """
    assert shown(source, **said) == text


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("Last seen: {{ history[0].title }}", ["template_needs_values"]),
        ("{% if history %}Last seen: {{ history[0].title }}{% endif %}", []),
        ("{% if lead.annual_revenue > 500 %}rich{% endif %}", ["template_compares_text"]),
        ("{% if 500 <= lead.company %}x{% endif %}", ["template_compares_text"]),
        ("{% if lead.annual_revenue == 500 %}x{% endif %}", ["template_compares_text"]),
        ("{% if lead.company == '500' %}x{% endif %} lead.company > 5", []),
        ("{% if lead.budget > 500 and lead.created > '5' %}x{% endif %}", ["template_variable_unknown"]),
        ("{{ lead.company|upper }} {{ recipient.first_name|title }} {{ campaign.name }} {{ buttons.accept }}", []),
    ],
)
def test_the_check_tries_a_lead_that_says_nothing(source: str, codes: list[str]) -> None:
    """
    What fails for a lead without history would go out in the default wording.
    """
    assert [one.code for one in check_template(a_template(source), HOUSE, ENGINE)] == codes
