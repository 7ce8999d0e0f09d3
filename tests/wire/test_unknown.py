"""
Two builds on one database: what the newer one wrote is kept by the older one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from attrs import evolve, field, frozen
from tests.core.builders import NOW, SCHEMA, a_lead, a_user, an_account

from leadflow.core.criteria import Criteria, any_of, where
from leadflow.core.facts import Accepted, Actor, Channel, FileAttached, Received, UnknownFact
from leadflow.core.leads import Activity, ExternalId, Lead, LeadKind
from leadflow.core.partners import Campaign, PartnerPeople
from leadflow.core.routing import Match, RoutingModule
from leadflow.core.timeline import LeadEvent, fold
from leadflow.core.unknown import KeepsUnknown
from leadflow.errors import ConfigurationError
from leadflow.testing import an_attachment
from leadflow.wire import Wire
from leadflow.wire.forms import DOCUMENTS, Form, form_of
from leadflow.wire.lifts import LIFTS

WIRE = Wire(SCHEMA)


def newer(value: Any, **more: Any) -> dict[str, Any]:
    """
    Return the document of *value* as a build would write it that knows one version more.
    """
    return {**json.loads(WIRE.dumps(value)), "v": form_of(type(value)).version + 1, **more}


def test_member_of_a_newer_build_is_kept_and_written_back() -> None:
    """
    A lead that this build changes keeps what it does not know, and everything that it knows is read.
    """
    lead = a_lead(city="Oslo")
    read = WIRE.loads(Lead, json.dumps(newer(lead, opportunity_id="opp-1", deal={"worth": [1, None]})))
    written = json.loads(WIRE.dumps(evolve(read, stage="contacted", seq=2)))

    assert evolve(read, unknown="") == lead
    assert (written["opportunity_id"], written["deal"], written["stage"]) == (
        "opp-1",
        {"worth": [1, None]},
        "contacted",
    )
    assert WIRE.loads(Lead, WIRE.dumps(read)) == read


def test_member_is_kept_even_if_the_version_was_not_raised() -> None:
    """
    A document that says an older version than it is loses nothing either.
    """
    document = {**json.loads(WIRE.dumps(a_lead())), "opportunity_id": "opp-1"}

    assert json.loads(WIRE.dumps(WIRE.loads(Lead, json.dumps(document)))) == document


def test_members_of_parts_are_kept_with_the_part_they_belong_to() -> None:
    """
    What is unknown about a user stays with that user, though another one is added before.
    """
    document = newer(an_account(users=(a_user("u"), a_user("v"))).people, region="north")
    document["users"][1]["seat"] = 7
    read = WIRE.loads(PartnerPeople, json.dumps(document))
    written = json.loads(WIRE.dumps(evolve(read, users=(a_user("t"), *read.users))))

    assert [one.get("seat") for one in written["users"]] == [None, None, 7]
    assert written["region"] == "north"


def test_members_of_a_part_that_is_gone_go_with_it() -> None:
    """
    Nothing is left behind of a user who was taken out, not even if no user is left.
    """
    document = newer(an_account(users=(a_user("u"),)).people)
    document["users"][0]["seat"] = 7
    read = WIRE.loads(PartnerPeople, json.dumps(document))

    assert "users" not in json.loads(WIRE.dumps(evolve(read, users=())))


def test_parts_of_leads_keep_their_members() -> None:
    """
    External ids, files and history are found again by their ids, or by their places where they have none.
    """
    lead = evolve(
        a_lead(),
        external_ids=(ExternalId("sf", "1"), ExternalId("hs", "2")),
        attachments=(an_attachment(),),
        history=(Activity(at=NOW, kind="visit", title="t"),),
    )
    document = newer(lead)
    for member in ("external_ids", "attachments", "history"):
        document[member][-1]["new"] = member
    written = json.loads(WIRE.dumps(WIRE.loads(Lead, json.dumps(document))))

    assert written == {**document, "v": form_of(Lead).version}


def test_event_keeps_what_is_unknown_in_its_actor_and_fact() -> None:
    """
    Events are read, kept and written back in the same way, at any depth.
    """
    event = LeadEvent("l", 1, NOW, Actor("ann"), FileAttached(an_attachment()))
    document = newer(event, tenant=3)
    document["actor"]["role"] = "admin"
    document["fact"]["attachment"]["pages"] = 3
    read = WIRE.loads(LeadEvent, json.dumps(document))

    assert evolve(read, unknown="") == event
    assert json.loads(WIRE.dumps(read)) == {**document, "v": form_of(LeadEvent).version}


def test_channel_of_a_newer_build_does_not_hide_the_timeline() -> None:
    """
    An event that came by a way which this build does not know is read, and keeps the word.
    """
    document = json.loads(WIRE.dumps(LeadEvent("l", 1, NOW, Actor("ann", Channel.CRM), Accepted())))
    document["actor"]["channel"] = "carrier_pigeon"
    read = WIRE.loads(LeadEvent, json.dumps(document))

    assert read.actor == Actor("ann", Channel.OTHER)
    assert json.loads(WIRE.dumps(read)) == document
    assert WIRE.loads(LeadEvent, WIRE.dumps(read)) == read


def test_unknown_fact_is_shown_and_written_back() -> None:
    """
    A fact that only a newer build knows has a name, and changes nothing that this build knows of the lead.
    """
    first = LeadEvent("l", 1, NOW, Actor(), Received(kind=LeadKind.DISTRIBUTED, source="crm"))
    document = newer(evolve(first, seq=2), fact={"fact": "opportunity_won", "v": 4, "amount": 12})
    read = WIRE.loads(LeadEvent, json.dumps(document))
    lead = fold("s", a_lead().values, [first, read], SCHEMA.leads)

    assert isinstance(read.fact, UnknownFact)
    assert read.fact.name == "opportunity_won"
    assert json.loads(WIRE.dumps(read))["fact"] == document["fact"]
    assert (lead.seq, lead.status) == (2, a_lead().status)


def test_newer_version_of_a_fact_that_cannot_be_read_is_an_unknown_fact() -> None:
    """
    A word that this build does not have, in a fact that a newer build wrote, does not hide the timeline.
    """
    event = LeadEvent("l", 1, NOW, Actor(), Received(kind=LeadKind.DISTRIBUTED, source="crm"))
    document = newer(event)
    document["fact"] = {**document["fact"], "v": 9, "kind": "borrowed"}
    read = WIRE.loads(LeadEvent, json.dumps(document))

    assert isinstance(read.fact, UnknownFact)
    assert json.loads(WIRE.dumps(read))["fact"] == document["fact"]


def test_fact_that_this_build_would_take_wrongly_is_an_unknown_fact() -> None:
    """
    A breaking version of a fact is shown by its name only.
    """
    document = newer(LeadEvent("l", 1, NOW, Actor(), Accepted()))
    document["fact"] = {"fact": "accepted", "v": 9, "needs": 9, "automatic": True}

    assert isinstance(WIRE.loads(LeadEvent, json.dumps(document)).fact, UnknownFact)


def test_breaking_version_is_refused_by_name() -> None:
    """
    A document that this build would take wrongly says which class and which versions are meant.
    """
    ours = DOCUMENTS[Lead].version
    with pytest.raises(ConfigurationError, match=rf"lead as version {ours + 2}.*version {ours + 1}") as refused:
        WIRE.loads(Lead, json.dumps({**newer(a_lead()), "v": ours + 2, "needs": ours + 1}))

    assert "Nothing was written" in str(refused.value)
    assert not refused.value.wrote


def test_step_that_is_not_known_is_refused_by_name() -> None:
    """
    A module with a step of a newer build cannot route, so it is not read as one without that step.
    """
    document = newer(RoutingModule(name="m", steps=(Match(lead_field="city", partner_field="tier"),)))
    document["steps"].append({"step": "auction"})
    with pytest.raises(ConfigurationError, match="auction"):
        WIRE.loads(RoutingModule, json.dumps(document))


def test_criteria_that_say_more_than_is_known_are_refused_by_name() -> None:
    """
    Criteria without a part of them would hold for other leads.
    """
    text = WIRE.dumps(any_of(where("city", "equals", "Oslo"))).replace('"groups"', '"weights":[1],"groups"')
    with pytest.raises(ConfigurationError, match="criteria"):
        WIRE.loads(Criteria, text)


@pytest.mark.parametrize("text", ["[]", "1", "not json", '{"v":1}', '{"v":1,"id":1,"values":3}'])
def test_damaged_document_is_refused_without_telling_what_stands_in_it(text: str) -> None:
    """
    What leadflow did not write is one of its errors, not one of Python's.
    """
    with pytest.raises(ConfigurationError, match="damaged"):
        WIRE.loads(Lead, text)


@frozen(kw_only=True)
class Note(KeepsUnknown):
    """
    A class as an earlier build stored it.
    """

    text: str = "none"
    by: str | None = None
    tags: tuple[str, ...] = ()


@frozen(kw_only=True)
class LaterNote(KeepsUnknown):
    """
    The same class in a later build, with other defaults and other members.
    """

    body: str = "nothing"
    by: str | None = "nobody"
    tags: tuple[str, ...] = ("new",)
    size: int = field(default=3)


@contextmanager
def stored(cls: type, version: int, needs: int = 1) -> Iterator[Wire]:
    """
    Let *cls* be stored under the name of a note while the test runs.
    """
    DOCUMENTS[cls] = Form(cls, "note", version, needs)
    try:
        yield Wire(SCHEMA)
    finally:
        del DOCUMENTS[cls]


def _note_1(body: dict[str, Any]) -> dict[str, Any]:
    return {"body": body.pop("text"), **body}


def _note_2(body: dict[str, Any]) -> dict[str, Any]:
    return {"size": 1, **body}


def test_bodies_are_lifted_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A body of version 1 goes through each lift in turn, and what a default was then is what it is now.
    """
    monkeypatch.setitem(LIFTS, ("note", 1), _note_1)
    monkeypatch.setitem(LIFTS, ("note", 2), _note_2)
    with stored(Note, 1) as wire:
        texts = [wire.dumps(Note()), wire.dumps(Note(text="t", by="ann", tags=("a",)))]
    with stored(LaterNote, 3) as wire:
        read = [wire.loads(LaterNote, text) for text in texts]

    assert read == [
        LaterNote(body="none", by=None, tags=(), size=1),
        LaterNote(body="t", by="ann", tags=("a",), size=1),
    ]


def test_none_and_empty_come_back_though_the_default_is_another() -> None:
    """
    A member that is left out is None or empty, whatever the class says today.
    """
    with stored(LaterNote, 3) as wire:
        for note in (LaterNote(), LaterNote(by=None, tags=(), body="", size=0)):
            assert wire.loads(LaterNote, wire.dumps(note)) == note


def test_documents_say_who_can_read_them() -> None:
    """
    A breaking version says so in what it writes.
    """
    with stored(Note, 3, needs=2) as wire:
        assert json.loads(wire.dumps(Note()))["needs"] == 2


def test_what_a_fact_says_does_not_depend_on_defaults_of_today() -> None:
    """
    Every member of a fact that is not None or empty is written, also where it is the default.
    """
    received = LeadEvent("l", 1, NOW, Actor(), Received(kind=LeadKind.DISTRIBUTED, source="crm"))
    accepted = LeadEvent("l", 2, NOW, Actor(), Accepted())

    assert json.loads(WIRE.dumps(received))["fact"] == {
        "fact": "received",
        "v": 3,
        "kind": "distributed",
        "source": "crm",
        "stage": "open",
        "score": 50,
    }
    assert json.loads(WIRE.dumps(accepted))["fact"] == {"fact": "accepted", "v": 2, "automatic": False}
    assert json.loads(WIRE.dumps(accepted))["actor"] == {"channel": "system"}


def test_what_a_lead_says_does_not_depend_on_defaults_of_today() -> None:
    """
    The axes and the score of a lead stand in its body.
    """
    written = json.loads(WIRE.dumps(a_lead()))

    said = {name: written[name] for name in ("kind", "source", "status", "stage", "email_status", "active", "score")}
    assert said == {
        "kind": "distributed",
        "source": "manual",
        "status": "unassigned",
        "stage": "open",
        "email_status": "not_due",
        "active": True,
        "score": 50,
    }


def test_campaign_that_ended_before_it_began_is_read() -> None:
    """
    An earlier build refused no such campaign; its end is open now, and nothing else is lost.
    """
    body = {"v": 2, "id": "fair", "name": "Fair", "starts_on": "2026-03-02", "ends_on": "2026-03-01", "owner": "Ann"}

    read = WIRE.loads(Campaign, json.dumps(body))

    assert (str(read.starts_on), read.ends_on, read.owner) == ("2026-03-02", None, "Ann")
