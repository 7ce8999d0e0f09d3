"""
A host follows everything that changes, and misses nothing.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.services.builders import HOST, PROGRAMME, Office, a_partner_admin, an_office

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.feed import KEPT_NOTES, STREAMS, FeedHead, FeedKind
from leadflow.core.handling import RegistrationUpdate
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.partners import Partner
from leadflow.errors import ConfigurationError, InvalidInput, NotAllowed
from leadflow.services import ChangeFeed, FeedEntry, OutboxRelay, PrivacyDesk, RegistrationDesk
from leadflow.testing import RecordingMailer, puts_of

FOLLOWED = evolve(PROGRAMME, feed=True)


def feed_of(office: Office) -> ChangeFeed:
    """
    Return the feed.
    """
    return ChangeFeed(office.setting, HOST)


def receive(office: Office, email: str = "ann@granit.example") -> str:
    """
    Receive a lead, and return its id.
    """
    done = office.desk.receive(read_draft(PROGRAMME.schema, {"email": email, "country": "SE"}, partner="north"))
    assert isinstance(done, Distribution)
    return done.lead.id


def read_all(feed: ChangeFeed, cursor: str | None, most: int = 1_000) -> tuple[list[FeedEntry], str]:
    """
    Read until nothing is left.
    """
    found = list[FeedEntry]()
    while True:
        page = feed.changes_since(cursor, most=most)
        assert not page.expired
        found += page.entries
        cursor = page.cursor
        if not page.more:
            return found, cursor


def test_everything_is_told_once(store: MemoryStore | SqlStore) -> None:
    """
    Leads with their events, mail with its trail, partners and modules are told, each commit once.
    """
    office = an_office(store=store, programme=FOLLOWED)
    feed = feed_of(office)
    told, _ = read_all(feed, None)
    assert {one.kind for one in told} >= {FeedKind.CAMPAIGN, FeedKind.MODULE}
    cursor = feed.now()
    lead_id = receive(office)
    office.at("north").accept(lead_id)
    OutboxRelay(office.setting, office.store, RecordingMailer()).run_until_idle()
    office.desk.save_partners([Partner(id="new", name="New")])

    entries, cursor = read_all(feed, cursor)

    events = [event for one in entries if one.kind is FeedKind.LEAD for event in one.events]
    assert tuple(events) == office.events(lead_id)
    trails = [one.trail for one in entries if one.kind is FeedKind.MESSAGE]
    assert trails
    assert all(trails)
    assert [one.key for one in entries if one.kind is FeedKind.PARTNER] == ["new"]
    assert read_all(feed, cursor) == ([], cursor)


def test_erasure_is_told_and_the_erased_is_not() -> None:
    """
    That a lead was erased is an entry, and entries of before say no more what it said.
    """
    office = an_office(programme=FOLLOWED)
    cursor = feed_of(office).now()
    lead_id = receive(office)
    office.desk.edit(lead_id, {"city": "Kiruna"})
    PrivacyDesk(office.setting, HOST, MemoryAttachments()).erase_person("ann@granit.example")

    entries, _ = read_all(feed_of(office), cursor)

    assert (FeedKind.ERASED, lead_id) in {(one.kind, one.key) for one in entries}
    assert "Kiruna" not in str([one.events for one in entries])


def test_private_leads_are_not_told(store: MemoryStore | SqlStore) -> None:
    """
    What a partner keeps to itself moves no cursor; of a registered lead the feed tells what happened since.
    """
    office = an_office(store=store, programme=FOLLOWED)
    feed = feed_of(office)
    cursor, partner = feed.now(), office.at("north")
    for lead_id in ("kept", "shared"):
        assert partner.create(read_draft(PROGRAMME.schema, {"email": f"{lead_id}@granit.example"}), lead_id=lead_id).ok
        partner.edit(lead_id, {"city": "Kiruna"})
        partner.set_stage(lead_id, "nurture")
    partner.erase("kept")

    assert feed.now() == cursor

    done = RegistrationDesk(office.setting, a_partner_admin("north")).register_lead("shared")
    assert isinstance(done, RegistrationUpdate)
    assert done.lead is not None

    entries, _ = read_all(feed, cursor)
    (lead,) = (one for one in entries if one.kind is FeedKind.LEAD)
    assert {one.kind for one in entries} >= {FeedKind.LEAD, FeedKind.REGISTRATION}
    assert lead.events == office.events("shared")[done.lead.registered - 1 :]
    assert "kept" not in {one.key for one in entries}


@pytest.mark.parametrize("most", [1, 3, 1_000])
def test_pages_joined_are_everything(most: int) -> None:
    """
    Pages tell each event once, and those of one lead in their order, however short they are.
    """
    office = an_office(programme=FOLLOWED)
    cursor = feed_of(office).now()
    leads = [receive(office, f"{number}@granit.example") for number in range(6)]
    for number, lead_id in enumerate(leads * 3):
        office.desk.edit(lead_id, {"city": f"City {number}"})
    told: dict[str, list[int]] = defaultdict(list)

    entries, _ = read_all(feed_of(office), cursor, most)
    for one in entries:
        told[one.key] += (event.seq for event in one.events)

    for lead_id in leads:
        assert sorted(told[lead_id]) == [event.seq for event in office.events(lead_id)]
        # Its first event is in the stream of new leads, which may come later.
        assert [seq for seq in told[lead_id] if seq > 1] == [event.seq for event in office.events(lead_id)][1:]


def test_reader_that_is_too_far_behind_is_told() -> None:
    """
    A cursor whose changes are not kept any more says so, and gives one to continue with.
    """
    office = an_office(programme=FOLLOWED)
    feed, cursor = feed_of(office), feed_of(office).now()
    with office.setting.unit() as unit:
        heads = {one.stream: one for one in unit.records.all(FeedHead)}
        unit.commit(puts_of(*(FeedHead(stream=one, last=KEPT_NOTES * 2) for one in range(STREAMS) if one not in heads)))

    page = feed.changes_since(cursor)

    assert page.expired
    assert page.entries == ()
    assert feed.changes_since(page.cursor).expired is False


@pytest.mark.parametrize("cursor", ["", "x", "1.2", ".".join(["-1"] * STREAMS), "1" * 10_000])
def test_cursor_of_something_else_is_refused(cursor: str) -> None:
    """
    What is no cursor is refused by its parameter.
    """
    with pytest.raises(InvalidInput, match="cursor_unreadable"):
        feed_of(an_office(programme=FOLLOWED)).changes_since(cursor)


def test_feed_has_to_be_switched_on_and_allowed() -> None:
    """
    Without a feed there is nothing to follow, and who is limited or has no role follows nothing.
    """
    with pytest.raises(ConfigurationError, match="feed=True"):
        feed_of(an_office())
    office = an_office(programme=FOLLOWED)
    for party in (
        SupplierParty(id="ann", groups=()),
        SupplierParty(id="ann", groups=("gold",), roles=(SUPPLIER_ADMIN,)),
    ):
        with pytest.raises(NotAllowed):
            ChangeFeed(office.setting, party)
    with office.setting.unit() as unit:
        assert unit.records.all(FeedHead)


def _writes(office: Office, leads: list[str], number: int, failed: list[BaseException]) -> None:
    try:
        for turn in range(12):
            for lead_id in leads:
                office.desk.edit(lead_id, {"city": f"{number} {turn}"})
    except BaseException as error:
        failed.append(error)


def test_two_writers_hide_nothing_from_a_reader(store: MemoryStore | SqlStore) -> None:
    """
    While several writers change many leads, a reader that asks all the time is told every event, and those of each lead
    in their order, though commits become visible in another order than they were begun.
    """
    office = an_office(store=store, programme=FOLLOWED)
    leads = [receive(office, f"{number}@granit.example") for number in range(10)]
    feed = feed_of(office)
    cursor, told, failed = feed.now(), defaultdict[str, list[int]](list), list[BaseException]()
    before = {one: len(office.events(one)) for one in leads}
    writers = [threading.Thread(target=_writes, args=(office, leads[n::2], n, failed)) for n in range(2)]
    for one in writers:
        one.start()
    running = True
    while running:
        running = any(one.is_alive() for one in writers)
        page = feed.changes_since(cursor, most=7)
        cursor = page.cursor
        for entry in page.entries:
            told[entry.key] += (event.seq for event in entry.events)
    rest, _ = read_all(feed, cursor)
    for entry in rest:
        told[entry.key] += (event.seq for event in entry.events)

    assert failed == []
    for lead_id in leads:
        assert told[lead_id] == [event.seq for event in office.events(lead_id)][before[lead_id] :]


def test_writers_of_two_stores_hide_nothing(tmp_path: Path) -> None:
    """
    The same for two stores on one file, as two processes have them.
    """
    path = str(tmp_path / "leads.db")
    one, two = SqlStore(path), SqlStore(path)
    first = an_office(store=one, programme=FOLLOWED)
    second: Any = Office(store=two, programme=FOLLOWED)
    leads = [receive(first, f"{number}@granit.example") for number in range(4)]
    cursor, failed = feed_of(first).now(), list[BaseException]()
    before = {lead_id: len(first.events(lead_id)) for lead_id in leads}
    writers = [
        threading.Thread(target=_writes, args=(office, leads[n::2], n, failed))
        for n, office in enumerate((first, second))
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    told: dict[str, list[int]] = defaultdict(list)

    for entry in read_all(feed_of(second), cursor)[0]:
        told[entry.key] += (event.seq for event in entry.events)

    assert failed == []
    for lead_id in leads:
        assert told[lead_id] == [event.seq for event in first.events(lead_id)][before[lead_id] :]
    one.close()
    two.close()
