"""
A programme's own stages, and kinds of leads that are not distributed.
"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import NOW, SCHEMA, a_lead
from tests.services.builders import PARTNERS, PROGRAMME, Office, an_office, mapped

from leadflow.core.facts import Actor
from leadflow.core.handling import Refusal, resend, tell_again, tell_registered
from leadflow.core.intake import Distribution, Draft, InvalidDraft, Submission, read_draft
from leadflow.core.intake.policy import IntakePolicy, OnUnreadable
from leadflow.core.leads import DistributionStatus, Lead, LeadKind
from leadflow.core.notifications import MessageKind
from leadflow.core.problems import Problem
from leadflow.core.stages import StagePolicy
from leadflow.errors import InvalidInput, NotFound
from leadflow.testing import changes_of
from leadflow.testing.contracts.store import committed

OWN = evolve(PROGRAMME, stages=StagePolicy(open=("new", "Working on it"), closing=("won", "lost")))


@pytest.fixture
def office() -> Office:
    """
    An office whose programme has stages of its own.
    """
    return an_office(programme=OWN)


def received(office: Office, **said: object) -> Lead:
    """
    Receive a lead at a partner.
    """
    done = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner="north", **said))  # type: ignore[arg-type]  # as named
    assert isinstance(done, Distribution)
    return done.lead


def refused(office: Office, submission: Submission) -> tuple[Problem, ...]:
    """
    Receive what is refused, and leaves nothing.
    """
    done = office.desk.receive(Draft(SCHEMA.leads.fill(email="a@x.se"), submission))
    assert isinstance(done, InvalidDraft)
    assert office.leads() == []
    assert office.messages() == []
    return done.problems


def test_a_lead_begins_with_the_first_stage(office: Office) -> None:
    """
    A lead starts with the first stage of its programme.
    """
    assert received(office).stage == "new"
    assert received(an_office()).stage == "open"


@pytest.mark.parametrize(("said", "stage"), [("working on IT", "Working on it"), ("Won", "won"), (" lost ", "lost")])
def test_a_draft_names_a_stage_as_people_write_it(office: Office, said: str, stage: str) -> None:
    """
    It is kept as the programme writes it.
    """
    assert received(office, stage=said).stage == stage


@pytest.mark.parametrize(("said", "near"), [("wonn", ("won",)), ("qualified", ()), ("open", ()), ("", ())])
def test_an_unknown_stage_is_refused_where_the_policy_says_so(said: str, near: tuple[str, ...]) -> None:
    """
    An unknown stage is refused with similar names.
    """
    policy = IntakePolicy(on_unreadable=OnUnreadable.REFUSE)
    office = an_office(programme=evolve(OWN, intake=policy))
    (problem,) = refused(office, Submission(stage=said))

    assert (problem.code, problem.path, problem.suggestions) == ("stage_unknown", "stage", near)
    assert "'new', 'Working on it', 'won' or 'lost'" in problem.message or near


def test_a_file_names_stages_of_the_programme(office: Office) -> None:
    """
    A word that is none is set aside with a warning at its column, and the lead begins at the first stage.
    """
    file = office.file("a@x.se,Won", "b@x.se,qualified", "c@x.se,", header="Email,How far")
    report = office.imports.run(file, mapped(file, **{"How far": "status"}))

    assert [lead.stage for lead in office.leads()] == ["won", "new", "new"]
    assert [lead.values.text("stage") for lead in office.leads()] == [None, "qualified", None]
    assert [(row.number, [(one.code, one.header) for one in row.problems]) for row in report.warned] == [
        (3, [("stage_unknown", "How far")])
    ]


@pytest.mark.parametrize("kind", [LeadKind.REGISTERED, LeadKind.PRIVATE])
def test_leads_that_are_not_distributed_are_refused_by_name(office: Office, kind: LeadKind) -> None:
    """
    They are the partners' own: nothing is routed, nobody is mailed, with a partner named or without.
    """
    for partner in ("north", None):
        (problem,) = refused(office, Submission(kind=kind, partner=partner))

        assert (problem.code, problem.path) == ("kind_not_distributed", "kind")
        assert kind.value in problem.message


@pytest.mark.parametrize("kind", [LeadKind.REGISTERED, LeadKind.PRIVATE])
@pytest.mark.parametrize("stands", [{}, {"partner_id": None}, {"active": False}])
def test_nothing_is_sent_again_of_leads_that_are_not_distributed(kind: LeadKind, stands: dict[str, Any]) -> None:
    """
    The refusal names the kind, whatever else speaks against it.
    """
    lead = evolve(a_lead(), **{"kind": kind, "partner_id": "north", **stands})

    done = resend(lead, PARTNERS[0], [], policy=OWN.handling, now=NOW, actor=Actor())

    assert isinstance(done, Refusal)
    assert [one.code for one in done.problems] == ["lead_not_distributed"]
    assert kind.value in done.problems[0].message


@pytest.mark.parametrize("kind", sorted(MessageKind))
def test_nobody_is_told_of_a_private_lead(kind: MessageKind) -> None:
    """
    It is no business of the supplier's until it is registered, and at its desk such a lead looks unknown.
    """
    lead = evolve(a_lead(), kind=LeadKind.PRIVATE, partner_id="north", status=DistributionStatus.ACCEPTED)
    told = tell_again(lead, PARTNERS[0], kind, policy=OWN.handling, now=NOW, actor=Actor())
    registered = tell_registered(lead, PARTNERS[0], [], policy=OWN.handling, now=NOW, actor=Actor())

    assert isinstance(told, Refusal)
    assert isinstance(registered, Refusal)
    assert {one.code for one in told.problems} <= {"lead_private", "kind_not_repeated"}
    assert [one.code for one in registered.problems] == ["lead_private"]


def test_a_private_lead_looks_unknown_to_the_supplier(office: Office) -> None:
    """
    A private lead looks unknown to the supplier, also when it is sent again.
    """
    stored = evolve(received(office), id="own", kind=LeadKind.PRIVATE, seq=1)
    committed(office.store.open_unit, changes_of(stored), supplier_id="acme")

    with pytest.raises(NotFound):
        office.desk.resend("own")


@pytest.mark.parametrize(
    ("stages", "closing", "said"),
    [
        ((), ("won",), r"StagePolicy\.open: there is no first stage"),
        (("new", "Won"), ("won",), r"StagePolicy\.open: .* called 'Won'"),
        (("a", "A "), (), "called 'a'"),
        (("new", " "), (), r"StagePolicy\.open: one of the stages is blank"),
        (("new",), ("",), r"StagePolicy\.closing: one of the stages is blank"),
    ],
)
def test_a_programme_without_clear_stages_is_refused(
    stages: tuple[str, ...], closing: tuple[str, ...], said: str
) -> None:
    """
    When it is made, and not when the first lead comes.
    """
    with pytest.raises(InvalidInput, match=said):
        StagePolicy(open=stages, closing=closing)
