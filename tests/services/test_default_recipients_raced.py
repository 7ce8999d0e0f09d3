"""
The bookkeeping of default recipients while eight processes change the people of one partner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from tests.processes import running
from tests.reliability.databases import a_setting
from tests.services.builders import HOST, a_partner_admin
from tests.services.flagging import ADDED, change_people
from tests.stores import emptied, sqlite_database

from leadflow.core.partners import Partner
from leadflow.core.settings import SettingChange, SettingName, SettingsEvent
from leadflow.services import SettingsDesk, SupplierDesk

PROCESSES = 8


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """
    An empty database.
    """
    if request.param == "sqlite":
        return sqlite_database(tmp_path)
    return emptied(request.getfixturevalue("postgres_url"))


def added_in(event: SettingsEvent) -> Iterator[str]:
    """
    Yield the users whom an event adds.
    """
    for one in event.changes:
        if one.setting is SettingName.USERS and one.member == "active" and one.before is None:
            yield one.about


def of(event: SettingsEvent, setting: SettingName) -> Iterable[SettingChange]:
    """
    Return what an event changes of a setting.
    """
    return (one for one in event.changes if one.setting is setting)


def test_the_flag_follows_people_beside_seven_other_processes(url: str) -> None:
    """
    Told event by event: a user who is added is flagged exactly if nobody was, sales reps never are by themselves,
    nobody is lost, the numbers have no gap, and what an event says was there is what the events before it left.
    """
    with a_setting(url) as setting:
        SupplierDesk(setting, HOST).save_partners([Partner(id="p", name="P")])
        with running([(change_people, (url, process)) for process in range(PROCESSES)]):
            pass
        desk = SettingsDesk(setting, a_partner_admin("p"))
        events, now = list(desk.timeline("p"))[::-1], desk.settings("p")

    assert [one.seq for one in events] == list(range(1, len(events) + 1))
    said: dict[tuple[SettingName, str, str], object] = {}
    flagged: set[str] = set()
    for event in events:
        for added in added_in(event):
            got = {one.about for one in of(event, SettingName.DEFAULT_USERS) if one.after is True}
            assert got == (set() if flagged else {added})
        for one in event.changes:
            place = one.setting, one.about, one.member
            assert said.get(place, one.before) == one.before
            said[place] = one.after
        for one in of(event, SettingName.DEFAULT_USERS):
            (flagged.add if one.after else flagged.discard)(one.about)
    assert not any(one.setting is SettingName.DEFAULT_SALES_REPS for event in events for one in event.changes)
    assert {one.id for one in now.users} == {f"u{a}-{b}" for a in range(PROCESSES) for b in range(ADDED)}
    assert {one.id for one in now.default_users} == flagged
    assert len(now.ignored_companies) == sum(1 for place in said if place[0] is SettingName.IGNORED_COMPANIES)
