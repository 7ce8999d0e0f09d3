"""
Stored keys: what is compared of every field, as JSON can hold it.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import NOW, SCHEMA, a_campaign, a_lead, a_partner

from leadflow.core.leads import ExternalId
from leadflow.core.partners import Campaign, Partner
from leadflow.core.records import RecordField
from leadflow.core.schema import Subject
from leadflow.core.subjects import Subjects, reader
from leadflow.wire import Wire

WIRE = Wire(SCHEMA)


def keys(record: Any) -> dict[str, Any]:
    """
    Return what is stored of a record.
    """
    stored: dict[str, Any] = json.loads(WIRE.dump_keys(record))
    return stored


def test_every_kind_has_its_form() -> None:
    """
    Numbers are numbers, money is a pair, a list is a list in order, and moments have one width.
    """
    lead = a_lead(
        an_integer="1000000000000000001",
        a_text="  Straße ",
        a_decimal="0.30000000000000004",
        a_money="EUR 12",
        a_datetime="2026-03-01T10:00+02:00",
        a_multi_choice="b;A",
        a_country="Schweden",
    )
    stored = keys(lead)

    assert {name: stored[name] for name in lead.values} == {
        "an_integer": 1e18,
        "a_text": "strasse",
        "a_decimal": 0.3,
        "a_money": ["EUR", 12.0],
        "a_datetime": "2026-03-01T08:00:00.000000Z",
        "a_multi_choice": ["a", "b"],
        "a_country": "SE",
    }


def test_what_the_value_tells_is_not_stored() -> None:
    """
    A text whose key is its small letters, what is its own key, and a list whose words are: engines read the value.
    """
    lead = a_lead(
        a_text="Zoë's GmbH & Co",
        a_long_text="we met at the fair",
        an_email="Ann@Acme.se",
        a_url="https://ACME.se",
        an_id="00Q1",
        a_phone="+4930123",
        an_integer="-12",
        a_boolean="no",
        a_date="2026-03-01",
        a_choice="new",
        a_multi_choice="a;b",
        a_country="SE",
        a_state="California",
    )

    assert keys(lead) == {}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("two  blanks", "two blanks"),
        ("Ünï", "ünï"),
        ("two\nlines", "two lines"),
        ("\u212a", "k"),
        ("\u200b", None),
        (" | ", None),
        ("a |b", None),
        ("|", None),
    ],
)
def test_what_small_letters_do_not_tell_is_stored(text: str, key: str | None) -> None:
    """
    White space in runs, big letters beside A to Z and letters of other widths make a key that has to be stored.
    """
    stored = keys(a_lead(a_long_text=text, a_text="Acme"))

    assert stored == ({} if key is None else {"a_long_text": key})


def _plain(key: Any) -> Any:
    return sorted(key) if isinstance(key, frozenset) else list(key) if isinstance(key, tuple) else key


@pytest.mark.parametrize(
    "subjects",
    [
        Subjects(
            evolve(a_lead(), source="CRM", assignee_id="U1", external_ids=(ExternalId("x", "B"),), created_at=NOW)
        ),
        Subjects(None, a_partner(groups=("B", "a"), tier="Gold", capacity=3, crm_connected=True)),
        Subjects(None, None, a_campaign(status="Open", starts_on=NOW.date())),
    ],
    ids=list(Subject),
)
def test_every_field_of_the_record_is_stored(subjects: Subjects) -> None:
    """
    What criteria read of a record is what stands among its keys; fields of other records stand there.
    """
    record = subjects.lead or subjects.partner or subjects.campaign
    subject = Subject.LEAD if subjects.lead else Subject.PARTNER if subjects.partner else Subject.CAMPAIGN
    stored = keys(record)

    for name, field in SCHEMA.of(subject).items():
        if isinstance(field, RecordField) and field.beside is None and not field.column and not field.of_several:
            assert stored.get(name) == _plain(reader(subject, field)(subjects)[1])


def test_what_the_record_says_is_kept_as_written_where_its_key_differs() -> None:
    """
    A list is kept as it is written, so that it can be asked for exactly; a column holds a text as it is written.
    """
    stored = keys(evolve(a_lead(), source="CRM", stage="open", external_ids=(ExternalId("x", "B"),)))

    tier = keys(Partner(id="p1", name="P", tier="Gold"))

    assert (stored["source"], stored.get("=source")) == ("crm", None)
    assert "stage" not in stored
    assert (tier["tier"], tier["=tier"]) == ("gold", "Gold")
    assert (stored["external_id"], stored["=external_id"]) == (["b"], ["B"])


def test_what_is_blank_is_not_stored() -> None:
    """
    A blank says nothing.
    """
    stored = keys(Partner(id="p1", name="P", tier=" ", groups=()))

    assert not {"tier", "groups", "capacity"} & stored.keys()


def test_nul_is_left_out() -> None:
    """
    PostgreSQL keeps none; what looks like its escape stays.
    """
    assert keys(Campaign(id="c", name="a\x00b \\u0000"))["name"] == "ab \\u0000"
