"""
A commit whose answer was lost: the same call again gives the first result and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.core.builders import SCHEMA
from tests.services.builders import Failing, Office, an_office

from leadflow.core.intake import Distribution, read_draft
from leadflow.errors import PortError

DRAFT = read_draft(SCHEMA, {"email": "ann@x.se"}, partner="south")


@pytest.mark.parametrize("after", [True, False], ids=["written", "not written"])
@pytest.mark.parametrize(
    "call",
    [
        lambda office: office.desk.receive(DRAFT),
        lambda office: office.desk.resend("there"),
        lambda office: office.desk.remind("there"),
        lambda office: office.desk.reassign("there", "uli"),
        lambda office: office.desk.deactivate("there"),
        lambda office: office.at("south").accept("there"),
    ],
    ids=["receive", "resend", "remind", "reassign", "deactivate", "accept"],
)
def test_same_call_after_a_lost_answer_doubles_nothing(call: Callable[[Office], object], after: bool) -> None:
    """
    Whether it was written or not: the store then holds what one call writes, and later calls are new ones.
    """
    office, once = an_office(), an_office()
    for one in (office, once):
        assert isinstance(one.desk.receive(DRAFT, lead_id="there"), Distribution)
    call(once)
    office.open_unit = Failing(office.store.open_unit, at=frozenset({1}), after=after)
    with pytest.raises(PortError):
        call(office)
    done = call(office)

    assert getattr(done, "unchanged", False) is False
    facts = [[type(event.fact) for event in one.events(lead.id)] for one in (office, once) for lead in one.leads()]
    assert facts[: len(facts) // 2] == facts[len(facts) // 2 :]
    assert sorted(office.messages()) == sorted(once.messages())
