"""
The desk that exchanges with other systems, over the connector and the server of each.
"""

from __future__ import annotations

import pytest
from tests.adapters.connectors.wired import NAMES, Wired, wired_to


@pytest.fixture(params=sorted(NAMES))
def wired(request: pytest.FixtureRequest) -> Wired:
    """
    An office and each system.
    """
    return wired_to(request.param)


def test_both_sides_have_the_same_and_are_quiet(wired: Wired) -> None:
    """
    What is new on either side is on both after one exchange, and the next ones move nothing.
    """
    wired.server.create({wired.server.email: "there@x.example", wired.server.text: "Oslo"})
    wired.received("here@x.example")
    wired.exchange()
    assert sorted(one.values["email"] for one in wired.leads()) == ["here@x.example", "there@x.example"]
    assert sorted(str(wired.server.values(one)[wired.server.email]) for one in wired.server.ids()) == [
        "here@x.example",
        "there@x.example",
    ]
    for _ in range(3):
        wired.exchange()
    writes = len(wired.server.requests)
    pulled, pushed = wired.exchange()
    assert pushed == 0
    assert (pulled, len(wired.leads()), len(wired.server.ids())) == (0, 2, 2)
    assert not [one for one in wired.server.requests[writes:] if one.method == "PATCH"]


def test_changes_go_both_ways(wired: Wired) -> None:
    """
    A change on one side reaches the other, and does not come back.
    """
    lead_id = wired.received("here@x.example")
    wired.exchange()
    (there,) = wired.server.ids()
    wired.server.update(there, {wired.server.text: "Kiruna"})
    wired.exchange()
    assert wired.office.desk.lead(lead_id).values["city"] == "Kiruna"
    assert wired.office.desk.edit(lead_id, {"city": "Bergen"}).ok
    wired.exchange()
    assert wired.server.values(there)[wired.server.text] == "Bergen"
    assert wired.exchange()[1] == 0


def test_lost_answer_makes_no_second_record(wired: Wired) -> None:
    """
    A creation whose answer was lost is repeated by the key, and both sides are linked.
    """
    wired.received("here@x.example")
    wired.server.lose_answers(1)
    wired.exchange()
    wired.exchange()
    wired.exchange()
    assert len(wired.server.ids()) == 1
    assert len(wired.leads()) == 1


def test_merge_there_keeps_one_link(wired: Wired) -> None:
    """
    After a merge there, changes of what is left reach a lead here, and nothing is created again.
    """
    one, other = wired.received("a@x.example"), wired.received("b@x.example")
    wired.exchange()
    first, second = wired.server.ids()
    left = wired.server.merge(first, second)
    wired.exchange()
    wired.server.update(left, {wired.server.text: "Kiruna"})
    wired.exchange()
    wired.exchange()
    cities = {wired.office.desk.lead(lead_id).values["city"] for lead_id in (one, other)}
    assert "Kiruna" in cities
    remaining = [one for one in wired.server.ids() if one == left]
    assert remaining == [left]
    assert len(wired.leads()) == 2
