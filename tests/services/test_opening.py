"""
That a partner's person has opened a lead is recorded once, beside the timeline.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_user, an_account
from tests.services.builders import EMEA, PARTNERS, Office, an_office, mapped
from tests.services.test_links import LINKS, tokens_of

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.intake import read_draft
from leadflow.core.views import LeadQuery, Sort
from leadflow.errors import NotFound
from leadflow.services import LinkDesk

TEAM = an_account("team", users=(a_user("tina"), a_user("ole")))


@pytest.fixture
def office(local_store: MemoryStore | SqlStore) -> Iterator[Office]:
    """
    An office with a lead at *team*, over each store.
    """
    made = an_office(partners=(*PARTNERS, TEAM), store=local_store)
    made.desk.receive(read_draft(SCHEMA, {"email": "ann@x.se"}, partner="team"), lead_id="lead-a")
    yield made
    assert made.sound()


def test_opening_is_recorded_once_a_person_and_assignment(office: Office) -> None:
    """
    The first time shows on the lead; later openings of the same person are nothing new until the lead is given again.
    """
    before, at = office.desk.lead("lead-a"), office.clock()
    assert office.at("team", "tina").open("lead-a").opened_at == at
    for person in ("tina", "ole", "tina"):
        office.clock.advance(timedelta(hours=1))
        office.at("team", person).open("lead-a")

    assert [(one.person_id, one.at - at) for one in office.desk.openings("lead-a")] == [
        ("tina", timedelta()),
        ("ole", timedelta(hours=2)),
    ]
    assert office.desk.lead("lead-a") == evolve(before, opened_at=at)
    assert office.at("team").openings("lead-a") == office.desk.openings("lead-a")

    office.at("team", "tina").reassign("lead-a", "ole")
    assert office.desk.lead("lead-a").opened_at is None
    office.at("team", "ole").open("lead-a")
    assert office.desk.lead("lead-a").opened_at == office.clock()
    assert len(office.desk.openings("lead-a")) == 3


def test_opening_is_no_event(office: Office) -> None:
    """
    The timeline, the number, the last change and the mail stay: nothing that counts from them begins again.
    """
    events, posts = office.events("lead-a"), office.posts("lead-a")
    office.clock.advance(timedelta(hours=1))
    office.at("team", "tina").open("lead-a")

    assert (office.events("lead-a"), office.posts("lead-a")) == (events, posts)
    assert office.desk.lead("lead-a").modified_at == events[-1].at


def test_explanation_names_who_has_opened_a_lead(office: Office) -> None:
    """
    Among what happened since, in order of time.
    """
    office.clock.advance(timedelta(hours=1))
    office.at("team", "tina").open("lead-a")
    office.clock.advance(timedelta(hours=1))
    office.at("team", "tina").accept("lead-a")
    told = office.desk.explain("lead-a").splitlines()

    (opened,) = (number for number, line in enumerate(told) if line.endswith("Opened by tina@partner.example"))
    assert told[opened + 1].endswith("Accepted")


def test_reading_and_links_open_nothing(office: Office) -> None:
    """
    A list, a lead that a program reads, and the page behind a mail's link, which scanners open too, record nothing.
    """
    (token, *_), desk = tokens_of(office), LinkDesk(office.setting, LINKS)
    for _ in range(3):
        desk.preview(token)
    office.at("team", "tina").lead("lead-a")
    office.at("team", "tina").leads()
    office.desk.lead("lead-a")

    assert office.desk.openings("lead-a") == ()
    assert office.desk.lead("lead-a").opened_at is None


def test_lead_that_is_not_seen_cannot_be_opened(office: Office) -> None:
    """
    It looks unknown, and nothing is recorded.
    """
    with pytest.raises(NotFound):
        office.at("south").open("lead-a")
    with pytest.raises(NotFound):
        office.at("south").openings("lead-a")
    assert office.desk.openings("lead-a") == ()


def test_criteria_and_lists_ask_for_opened_leads(office: Office) -> None:
    """
    By when they were first opened, or that nobody has opened them; lists show it and are sorted by it.
    """
    office.desk.receive(read_draft(SCHEMA, {"email": "bo@x.se"}, partner="team"), lead_id="lead-b")
    office.at("team", "tina").open("lead-b")
    never, lately = (
        check_criteria(any_of(one), SCHEMA)[0]
        for one in (where("opened_at", "is_empty"), where("opened_at", "within_last_days", 1))
    )

    def found(query: LeadQuery) -> list[str]:
        return [row.id for row in office.desk.leads(query)]

    assert found(LeadQuery(criteria=never)) == ["lead-a"]
    assert found(LeadQuery(criteria=lately)) == ["lead-b"]
    assert found(LeadQuery(sort=Sort("opened_at"))) == ["lead-b", "lead-a"]
    (row,) = office.desk.leads(LeadQuery(criteria=lately, columns=("opened_at",)))
    assert row["opened_at"] == office.clock()


def test_undo_does_not_count_openings(office: Office) -> None:
    """
    An import whose leads were only looked at is undone wholly.
    """
    file = office.file(f"a@x.de,DE,{TEAM.partner.name},Ulm")
    report = office.imports.run(file, mapped(file), EMEA)
    (lead,) = (one for one in office.leads() if one.import_id)
    office.at("team", "tina").open(lead.id)

    undone = office.imports.undo(report.import_id)
    assert (undone.deactivated, undone.kept) == (1, ())


def test_many_who_open_at_once_lose_nothing(office: Office) -> None:
    """
    Openings conflict neither with one another nor with work on the lead.
    """
    people = [f"user-{number}" for number in range(8)]

    def work(number: int) -> None:
        office.at("team", people[number % 8]).open("lead-a")
        office.desk.edit("lead-a", {"city": f"City {number}"})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(24)))

    assert sorted(one.person_id for one in office.desk.openings("lead-a")) == people
    assert office.desk.lead("lead-a").seq == 2 + 24
