"""
Marketing automation tells what prospects did, and leads keep it, each activity once.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.services.builders import HOST, Failing
from tests.services.syncing import CRM, THEIRS, Bureau, a_bureau

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.connectors import Connection, CursorExpired, SystemRole
from leadflow.core.facts import HistoryAdded
from leadflow.core.leads import MOST_ACTIVITIES, Activity
from leadflow.core.syncing import ApplyOutcome
from leadflow.errors import PortError
from leadflow.services import PrivacyDesk

MARKETING = evolve(CRM, role=SystemRole.MARKETING_AUTOMATION, opportunities=())
BEGAN = datetime(2026, 2, 1, 9, tzinfo=UTC)


def did(number: int, title: str = "Visited page") -> Activity:
    """
    Return an activity, some hours after the first one.
    """
    return Activity(at=BEGAN + timedelta(hours=number), kind="visit_webpage", title=f"{title} {number}")


def a_marketing_bureau(store: MemoryStore | SqlStore | None = None, connection: Connection = MARKETING) -> Bureau:
    """
    Return a bureau whose first system is marketing automation.
    """
    return a_bureau(connection, store=store or MemoryStore())


def test_lead_comes_with_its_history_and_gets_more_of_it() -> None:
    """
    A new lead has the activities that the system knows, and later ones are added by one event each pull, in order.
    """
    bureau = a_marketing_bureau()
    there = bureau.crm.create({"Email": "ann@granit.example", "Country": "Sweden"}, history=[did(1), did(3)])
    bureau.pull()
    (lead,) = bureau.office.leads()
    assert (lead.source, lead.history) == ("marketing_automation", (did(1), did(3)))

    bureau.crm_clock.advance(timedelta(hours=1))
    bureau.crm.act(there, did(4), did(2))
    assert bureau.pull().counts == {ApplyOutcome.UPDATED: 1}

    after = bureau.lead(lead.id)
    assert after.history == (did(1), did(2), did(3), did(4))
    assert after.modified_at == lead.modified_at
    event = bureau.office.events(lead.id)[-1]
    assert event.fact == HistoryAdded(connection="crm", history=(did(2), did(4)))
    assert event.actor.system == "crm"
    assert bureau.office.sound()


def test_telling_it_again_adds_nothing() -> None:
    """
    Overlaps, expired cursors and whole pulls tell the same again, and the lead stays as it is.
    """
    bureau = a_marketing_bureau()
    bureau.crm.create({"Email": "ann@granit.example"}, history=[did(1), did(1), evolve(did(2), title="  a \u200b b ")])
    for _ in range(3):
        bureau.pull()
        bureau.crm.interrupt(CursorExpired("old"))
    (lead,) = bureau.office.leads()
    assert len(lead.history) == len(set(lead.history))
    assert not [one for one in bureau.office.events(lead.id) if isinstance(one.fact, HistoryAdded)]


def test_lead_that_was_there_gets_the_history() -> None:
    """
    A record that is a lead of ours already, by its e-mail, brings its history.
    """
    bureau = a_marketing_bureau()
    ours = bureau.receive("ann@granit.example")
    bureau.crm.create({"Email": "ann@granit.example"}, history=[did(1)])
    bureau.pull()
    assert bureau.lead(ours.id).history == (did(1),)


def test_partners_system_tells_no_history() -> None:
    """
    What a partner's CRM says of a prospect is the partner's.
    """
    bureau = a_bureau(THEIRS, store=MemoryStore())
    lead = bureau.receive("ann@granit.example")
    bureau.office.at("north").accept(lead.id)
    bureau.push("theirs")
    bureau.theirs.act(bureau.id(lead, "theirs"), did(1))
    bureau.pull("theirs")
    assert bureau.lead(lead.id).history == ()


def test_erased_lead_gets_no_history() -> None:
    """
    What the system says of somebody who was erased does not come back.
    """
    bureau = a_marketing_bureau()
    there = bureau.crm.create({"Email": "ann@granit.example"}, history=[did(1)])
    bureau.pull()
    (lead,) = bureau.office.leads()
    PrivacyDesk(bureau.office.setting, HOST, MemoryAttachments()).erase_person("ann@granit.example")
    bureau.crm.act(there, did(2))
    bureau.pull()
    assert bureau.lead(lead.id).history == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 600), max_size=250), min_size=1, max_size=4))
def test_latest_activities_are_kept_whatever_is_told(told: list[list[int]]) -> None:
    """
    However often and in which parts they are told: the latest 200 are kept in order, each once, and nothing moves twice.
    """
    bureau = a_marketing_bureau()
    there = bureau.crm.create({"Email": "ann@granit.example"})
    for numbers in told:
        bureau.crm.act(there, *map(did, numbers))
        bureau.crm_clock.advance(timedelta(hours=1))
        bureau.pull()
        assert bureau.pull().counts.get(ApplyOutcome.UPDATED, 0) == 0
    (lead,) = bureau.office.leads()
    every = sorted({number for numbers in told for number in numbers})
    assert [one.title for one in lead.history] == [did(number).title for number in every[-MOST_ACTIVITIES:]]
    assert bureau.office.sound()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("stored", [False, True])
def test_commit_may_fail_while_history_comes(tmp_path: Path, after: bool, stored: bool) -> None:
    """
    The n-th commit fails or its answer is lost: for every n all activities are there once.
    """
    for number in range(1, 4 if stored else 14):
        store = SqlStore(str(tmp_path / f"{number}.db")) if stored else MemoryStore()
        bureau = a_marketing_bureau(store)
        ids = [bureau.crm.create({"Email": f"{name}@granit.example"}, history=[did(1)]) for name in "ab"]
        bureau.pull()
        for one in ids:
            bureau.crm.act(one, did(2), did(3))
        bureau.office.open_unit = Failing(store.open_unit, frozenset({number}), after)
        for _ in range(4):
            try:
                bureau.pull()
            except PortError:
                bureau.office._setting = None
                bureau.office.clock.advance(timedelta(minutes=11))
        bureau.office.open_unit = None
        assert [one.history for one in bureau.office.leads()] == [(did(1), did(2), did(3))] * 2
        if isinstance(store, SqlStore):
            store.close()
