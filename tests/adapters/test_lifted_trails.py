"""
What an earlier build told of mail on the timelines of leads stands on the trails of messages once its database is
lifted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from tests.adapters.earlier.plain import SCHEMA, plain
from tests.adapters.earlier.reading import ON_TRAILS, differences, expected, placed, sqlite_database

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.handling.email_status import counts, told_by
from leadflow.core.timeline import fold
from leadflow.core.timeline.lead_change import admitted_values


@pytest.fixture(scope="module")
def lifted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """
    The earlier build's database, opened by this one.
    """
    store = SqlStore(str(sqlite_database(tmp_path_factory.mktemp("earlier"))))
    yield store
    store.close()


def _of(what: str) -> list[dict[str, Any]]:
    return [line for line in expected() if line["what"] == what]


def test_leads_and_timelines_are_read_as_they_were(lifted: SqlStore) -> None:
    """
    Lead by lead; numbers stay, since links and messages name events by them, and folding gives where a lead stands.
    """
    found = []
    for line in _of("lead"):
        with lifted.open_unit(line["of"], SCHEMA) as unit:
            lead, events = unit.leads.get(line["lead"]["id"]), unit.timeline.of(line["lead"]["id"])
        found += differences(line["lead"], plain(lead), lead.id)
        found += differences(list(map(placed, line["events"])), plain(events), lead.id)
        admitted = admitted_values(lead.values, events, SCHEMA.leads)
        folded = fold(lead.supplier_id, admitted, events, SCHEMA.leads, history=lead.history)
        assert (lead.assignment, lead.decision) == (folded.assignment, folded.decision)

    assert found == []


def test_what_became_of_mail_is_on_trails(lifted: SqlStore) -> None:
    """
    Message by message, in order, with who told it and when; and a lead shows what the trails tell.
    """
    told = defaultdict[str, list[dict[str, Any]]](list)
    for line in _of("lead"):
        for event in line["events"]:
            if event["fact"]["is"] in ON_TRAILS:
                told[event["fact"]["key"]].append(event)
    for line in _of("message"):
        key = line["message"]["key"]
        with lifted.open_unit(line["of"], SCHEMA) as unit:
            post = unit.posts.one(key)
        assert [event.seq for event in post.trail] == list(range(1, len(told[key]) + 1))
        for was, now in zip(told.pop(key, []), post.trail, strict=True):
            said = {name: was["fact"][name] for name in ("is", *ON_TRAILS[was["fact"]["is"]])}
            assert differences({"at": was["at"], "actor": was["actor"], "fact": said}, plain(now)) == []
    assert told == {}


def test_leads_show_what_their_trails_tell(lifted: SqlStore) -> None:
    """
    Leads show the status that follows from their trails, as before the migration.
    """
    shown = 0
    for line in _of("lead"):
        with lifted.open_unit(line["of"], SCHEMA) as unit:
            lead = unit.leads.get(line["lead"]["id"])
            posts = [post for post in unit.posts.of_lead(lead.id, lead.assignment) if counts(post.message, lead)]
        if posts and all(post.trail for post in posts):
            shown += 1
            assert told_by(posts) is lead.email_status
    assert shown > 50
