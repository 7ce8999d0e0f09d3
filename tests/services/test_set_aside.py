"""
What an optional field cannot read is set aside: the lead comes in, with a warning and with what was written.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import evolve
from tests.services.builders import PROGRAMME, Office, mapped

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.importing.report import ImportReport
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, InvalidDraft, OnDuplicate, read_draft
from leadflow.core.intake.policy import IntakePolicy, OnUnreadable
from leadflow.core.kinds import Unfit
from leadflow.core.schema import STANDARD_SCHEMA

STANDARD_PROGRAMME = evolve(PROGRAMME, schema=STANDARD_SCHEMA)
HEADER = "Email,Employees,Mobile Phone,Created,Lead score,Campaign,Source"
TARGETS = {
    "Employees": "employee_count",
    "Mobile Phone": "mobile_phone",
    "Created": "created_at",
    "Lead score": "lead_score",
    "Campaign": "campaign",
    "Source": "source",
}
ROW = "a@x.se,many,call me,some day,high,Autumn 1999,The grapevine"
ASIDE = {
    "employee_count": "many",
    "mobile_phone": "call me",
    "created_at": "some day",
    "lead_score": "high",
    "campaign": "Autumn 1999",
}


@pytest.fixture(params=["memory", "sqlite"])
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    """
    An office on each sort of store.
    """
    if request.param == "memory":
        yield Office(store=MemoryStore(), programme=STANDARD_PROGRAMME)
        return
    store = SqlStore("sqlite://")
    yield Office(store=store, programme=STANDARD_PROGRAMME)
    store.close()


def imported(office: Office, *rows: str, settings: ImportSettings = ImportSettings()) -> ImportReport:
    """
    Import rows of the columns above.
    """
    file = office.file(*rows, header=HEADER)
    return office.imports.run(file, mapped(file, **TARGETS), settings)


def test_the_lead_keeps_what_was_written(office: Office) -> None:
    """
    Every store gives back what was set aside, as it was written and marked as such; a source is taken as it is.
    """
    report = imported(office, ROW)
    with office.setting.unit() as unit:
        (lead,) = unit.leads.page(None, 10)
    aside = {name: value for name, value in lead.values.items() if isinstance(value, Unfit)}

    assert (report.counts.imported, report.counts.refused) == (1, 0)
    assert {name: str(value) for name, value in aside.items()} == ASIDE
    assert all(value.set_aside for value in aside.values())
    assert (lead.source, lead.campaign_id, lead.score) == ("The grapevine", None, 50)
    assert {problem.path for problem in lead.values.misfits()} == set(ASIDE)


def test_each_value_is_warned_about_at_its_header(office: Office) -> None:
    """
    Warnings name header, field and code, and keep the value out of their text.
    """
    report = imported(office, ROW)
    told = {problem.field: (problem.header, problem.code) for row in report.warned for problem in row.problems}

    assert told == {
        "employee_count": ("Employees", "number_unreadable"),
        "mobile_phone": ("Mobile Phone", "phone_unreadable"),
        "created_at": ("Created", "date_unreadable"),
        "lead_score": ("Lead score", "number_unreadable"),
        "campaign": ("Campaign", "campaign_unknown"),
    }
    assert not any("call me" in problem.message for row in report.warned for problem in row.problems)


def test_criteria_take_it_as_nothing_said(office: Office) -> None:
    """
    A rule about the field holds as if nobody had filled it in.
    """
    imported(office, ROW)
    with office.setting.unit() as unit:
        (lead,) = unit.leads.page(None, 10)

    assert lead.values.said("employee_count") == (None, None)
    assert lead.values.get(STANDARD_SCHEMA.leads["employee_count"]) is None


def test_required_fields_refuse(office: Office) -> None:
    """
    What every lead needs is not set aside.
    """
    report = imported(office, "no address,many,,,,,")

    assert (report.counts.imported, report.counts.refused) == (0, 1)
    assert [problem.code for problem in report.refused[0].problems] == ["email_invalid", "number_unreadable"]


def test_a_partner_that_nobody_has_refuses(office: Office) -> None:
    """
    A lead is never silently given to somebody else.
    """
    file = office.file("a@x.se,Nobody & Sons", header="Email,Partner Name")
    report = office.imports.run(file, mapped(file))

    assert [problem.code for row in report.refused for problem in row.problems] == ["partner_unknown"]


def test_a_policy_refuses_instead(office: Office) -> None:
    """
    A supplier that wants no such leads says so.
    """
    policy = IntakePolicy(on_unreadable=OnUnreadable.REFUSE)
    report = imported(evolve(office, programme=evolve(STANDARD_PROGRAMME, intake=policy)), ROW)

    assert (report.counts.imported, report.counts.refused) == (0, 1)
    assert {problem.field for problem in report.refused[0].problems} == set(ASIDE)


def test_an_update_does_not_replace_a_value_by_what_cannot_be_read(office: Office) -> None:
    """
    A good value stays; a value replaces what had been set aside.
    """
    update = ImportSettings(on_duplicate=OnDuplicate.UPDATE)
    imported(office, "a@x.se,12,call me,,,,")
    imported(office, "a@x.se,many,+46 1,,,,", settings=update)
    with office.setting.unit() as unit:
        (lead,) = unit.leads.page(None, 10)

    assert (lead.values["employee_count"], lead.values["mobile_phone"]) == (12, "+46 1")


@pytest.mark.parametrize("policy", [OnDuplicate.UPDATE, OnDuplicate.FILL])
def test_an_update_sets_aside_what_the_lead_does_not_say(office: Office, policy: OnDuplicate) -> None:
    """
    By file and by draft alike: a good value stays, a value replaces what was set aside, and a text without a value is
    kept.
    """
    settings = ImportSettings(on_duplicate=policy)
    imported(office, "a@x.se,12,call me,,,,")
    imported(office, "a@x.se,many,+46 1,,,,", settings=settings)
    draft = read_draft(STANDARD_SCHEMA, {"email": "a@x.se", "employee_count": "lots", "annual_revenue": "much"})
    office.desk.receive(draft, on_duplicate=policy)
    with office.setting.unit() as unit:
        (lead,) = unit.leads.page(None, 10)

    assert (lead.values["employee_count"], lead.values["mobile_phone"]) == (12, "+46 1")
    assert str(lead.values["annual_revenue"]) == "much"


def test_single_leads_are_kept_alike(office: Office) -> None:
    """
    A form and a file mean the same; a name that no field has is a mistake of whoever calls.
    """
    draft = read_draft(STANDARD_SCHEMA, {"email": "a@x.se", "employee_count": "many"}, campaign="Autumn 1999")
    done = office.desk.receive(draft)
    mistaken = office.desk.receive(read_draft(STANDARD_SCHEMA, {"email": "b@x.se", "employes": "12"}))

    assert isinstance(done, Distribution)
    assert {name: str(done.lead.values[name]) for name in ("employee_count", "campaign")} == {
        "employee_count": "many",
        "campaign": "Autumn 1999",
    }
    assert isinstance(mistaken, InvalidDraft)


@pytest.mark.parametrize("nothing", ["n/a", "-", "k. A.", "null", "unknown"])
def test_what_stands_for_nothing_is_absent(office: Office, nothing: str) -> None:
    """
    It is no value that somebody has to look at; in a text it stays as it is.
    """
    report = imported(office, f"a@x.se,{nothing},{nothing},,,,")
    (lead,) = office.leads() if isinstance(office.store, MemoryStore) else (None,)

    assert (report.counts.imported, report.warned) == (1, ())
    assert lead is None or set(lead.values) == {"email"}
