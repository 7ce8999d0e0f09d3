"""
Connections are checked against their programme, and written as JSON and back.
"""

from __future__ import annotations

import json

import pytest
from attrs import evolve

from leadflow import Programme, any_of, where
from leadflow.core.connectors import Clearing, Connection, SharedField, SyncConflictPolicy, SyncDirection, SystemRole
from leadflow.core.problems import Problem
from leadflow.errors import InvalidInput
from leadflow.wire import dump_connection, load_connection, read_connection

PROGRAMME = Programme(supplier_id="acme")
CRM = Connection(
    name="salesforce",
    role=SystemRole.SUPPLIER_CRM,
    leads=(
        SharedField(field="email", remote="Email"),
        SharedField(field="country", remote="Country__c", values={"SE": "Sverige"}),
        SharedField(
            field="stage",
            remote="Status",
            on_conflict=SyncConflictPolicy.ASK,
            values={"open": "Open - Not Contacted", "contacted": "Working", "nurture": "Working"},
        ),
        SharedField(field="status", remote="Partner_Status__c", direction=SyncDirection.PUSH, clears=Clearing.NEVER),
        SharedField(field="rejection_reason", remote="Reason__c", values={"no_capacity": "Busy"}),
    ),
    opportunities=(SharedField(field="stage", remote="StageName", values={"won": "Closed Won"}),),
    criteria=any_of(where("country", "equals", "SE")),
    converted_stage="qualified",
    calls_a_day=10_000,
)


def problems_of(connection: Connection) -> dict[str, Problem]:
    """
    Return the problems of a connection by their places.
    """
    with pytest.raises(InvalidInput) as raised:
        evolve(PROGRAMME, connections=(connection,))
    return {one.path: one for one in raised.value.problems}


def shared(**given: object) -> Connection:
    """
    Return the connection with one shared field.
    """
    return evolve(CRM, leads=(SharedField(**given),))  # type: ignore[arg-type]  # as tests name its members


def test_connection_is_json_and_back() -> None:
    """
    A connection that is written as JSON and read again is the same.
    """
    assert load_connection(dump_connection(CRM, PROGRAMME), PROGRAMME) == CRM


def test_defaults_are_left_out_of_the_file() -> None:
    """
    What a connection does not say is not in its file.
    """
    written = json.loads(dump_connection(evolve(CRM, leads=CRM.leads[:1]), PROGRAMME))

    assert written["leads"] == [{"field": "email", "remote": "Email"}]
    assert "on_gone" not in written


def test_misspelt_key_is_named_with_the_near_one() -> None:
    """
    A key that nobody knows is a problem at its place, with the near name.
    """
    text = '{"v": 1, "name": "crm", "role": "supplier_crm", "leads": [{"field": "email", "remot": "Email"}]}'

    connection, problems = read_connection(text, PROGRAMME)

    assert connection is None
    assert ("key_unknown", "leads[0].remot", ("remote",)) in {(one.code, one.path, one.suggestions) for one in problems}


def test_wrong_word_is_named_with_the_near_one() -> None:
    """
    A word that a setting does not know is a problem at its place.
    """
    _, problems = read_connection('{"name": "crm", "role": "suplier_crm"}', PROGRAMME)

    assert [(one.code, one.path, one.suggestions[:1]) for one in problems] == [
        ("word_unknown", "role", ("supplier_crm",))
    ]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"v": 9}', '{"name": 7, "role": "supplier_crm"}', '{"name": "A B", "role": "supplier_crm"}'],
)
def test_malformed_file_is_refused(text: str) -> None:
    """
    A file that is no connection is refused with a problem, and raises nothing else.
    """
    connection, problems = read_connection(text, PROGRAMME)

    assert connection is None
    assert problems


def test_misspelt_field_is_named_with_the_near_one() -> None:
    """
    A field that leads do not have is named with the near one.
    """
    (problem,) = problems_of(shared(field="emial", remote="Email")).values()

    assert (problem.code, problem.path) == ("field_unknown", "connections[0].leads[0].field")
    assert problem.suggestions == ("email",)


@pytest.mark.parametrize(
    ("field", "values", "near"),
    [
        ("stage", {"contcted": "Working"}, "contacted"),
        ("rejection_reason", {"no_capacty": "Busy"}, "no_capacity"),
        ("status", {"acepted": "Yes"}, "accepted"),
    ],
)
def test_misspelt_value_is_named_with_the_near_one(field: str, values: dict[str, str], near: str) -> None:
    """
    A stage, reason or status in a value map that the programme does not have is named with the near one.
    """
    (problem,) = problems_of(shared(field=field, remote="X", values=values)).values()

    assert problem.code == "word_unknown"
    assert problem.suggestions[:1] == (near,)


def test_value_that_its_field_cannot_read_is_a_problem() -> None:
    """
    A value in a map that its field cannot read is a problem at its place.
    """
    assert "connections[0].leads[0].values.many" in problems_of(
        shared(field="employee_count", remote="C", values={"many": "500+"})
    )


def test_field_that_nobody_can_change_is_only_pushed() -> None:
    """
    A field of the record that no other system can change has to be pushed only.
    """
    place = "connections[0].leads[0].direction"

    assert problems_of(shared(field="partner_name", remote="P"))[place].code == "direction_impossible"
    evolve(PROGRAMME, connections=(shared(field="partner_name", remote="P", direction=SyncDirection.PUSH),))


@pytest.mark.parametrize(
    ("changed", "place", "code"),
    [
        ({"role": SystemRole.PARTNER_CRM}, "partner_id", "partner_missing"),
        ({"partner_id": "nordlys"}, "partner_id", "partner_unexpected"),
        ({"role": SystemRole.LEAD_SOURCE}, "direction", "direction_impossible"),
        ({"converted_stage": "qualifyed"}, "converted_stage", "word_unknown"),
        ({"leads": (CRM.leads[0], CRM.leads[0])}, "leads[0].field", "field_repeated"),
        ({"criteria": any_of(where("countri", "equals", "SE"))}, "criteria.groups[0][0].field", "field_unknown"),
        (
            {"opportunities": (SharedField(field="stage", remote="S", values={"wonn": "x"}),)},
            "opportunities[0].values.wonn",
            "word_unknown",
        ),
    ],
)
def test_what_cannot_work_is_refused_with_its_place(changed: dict[str, object], place: str, code: str) -> None:
    """
    A connection that cannot work as it is set is refused when the programme is made.
    """
    assert problems_of(evolve(CRM, **changed))[f"connections[0].{place}"].code == code  # type: ignore[arg-type]  # as tests name its members


def test_two_connections_have_two_names() -> None:
    """
    Two connections with one name are refused, since links are stored under it.
    """
    with pytest.raises(InvalidInput, match="name_repeated"):
        evolve(PROGRAMME, connections=(CRM, CRM))
