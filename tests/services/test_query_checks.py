"""
A query that finds nothing because of a name says so, and says nothing else to whoever may not know it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any, Final

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, codes
from tests.services.builders import HOST, Office, a_partner_admin, an_office

from leadflow import (
    ActivityQuery,
    AuditQuery,
    BulkDesk,
    LeadOperation,
    LeadQuery,
    NotFound,
    OpportunityDesk,
    OpportunityQuery,
    RegistrationDesk,
    RegistrationQuery,
    ReportDesk,
    read_draft,
)
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import SupplierParty
from leadflow.errors import InvalidInput


@pytest.fixture
def office(local_store: MemoryStore | SqlStore) -> Office:
    """
    An office with a lead at the partner *south*, over a store that lists leads.
    """
    office = an_office(store=local_store)
    office.desk.receive(read_draft(SCHEMA, {"email": "ann@x.de"}, partner="south"))
    return office


Ask = Callable[[Any, str], object]

LISTS: Final[dict[str, Ask]] = {
    "leads": lambda desk, name: desk.leads(LeadQuery(partner_ids=[name])),
    "count": lambda desk, name: desk.count(LeadQuery(partner_ids=[name])),
    "count_by": lambda desk, name: desk.count_by("status", LeadQuery(partner_ids=[name])),
    "export": lambda desk, name: list(desk.export(LeadQuery(partner_ids=[name]))),
}
REPORTS: Final[dict[str, Ask]] = {
    "activity": lambda desk, name: desk.activity(ActivityQuery(partner_id=name)),
    "audit": lambda desk, name: desk.audit(AuditQuery(partner_id=name)),
    "summary": lambda desk, name: desk.summary(query=LeadQuery(partner_ids=[name])),
}
OPPORTUNITIES: Final[dict[str, Ask]] = {
    "opportunities": lambda desk, name: desk.opportunities(OpportunityQuery(partner_id=name)),
}
REGISTRATIONS: Final[dict[str, Ask]] = {
    "registrations": lambda desk, name: desk.registrations(RegistrationQuery(partner_id=name)),
}


def _asked(office: Office, party: Any) -> list[Callable[[str], object]]:
    desk: Any = office.at("north") if party is not None and hasattr(party, "partner_id") else office.desk
    reports = ReportDesk(office.setting, party or HOST)
    opportunities = OpportunityDesk(office.setting, party or HOST)
    registrations = RegistrationDesk(office.setting, party or HOST)
    pairs = [
        (desk, LISTS),
        (reports, REPORTS),
        (opportunities, OPPORTUNITIES),
        (registrations, REGISTRATIONS),
    ]
    return [partial(ask, on) for on, asks in pairs for ask in asks.values()]


def test_unknown_partner_is_named_with_the_near_one(office: Office) -> None:
    """
    Every list and report that asks for a partner says that there is none, and whom one may mean.
    """
    for ask in _asked(office, None):
        with pytest.raises(NotFound, match="did you mean 'south'") as caught:
            ask("sout")

        assert (caught.value.what, caught.value.suggestions) == ("partner", ("south",))


def test_known_partner_without_leads_has_an_empty_list(office: Office) -> None:
    """
    Nothing is wrong with asking for it.
    """
    for ask in _asked(office, None):
        assert ask("north") is not None


def test_forbidden_partner_looks_unknown_to_a_partner(office: Office) -> None:
    """
    The same words for one that is there and one that is not, and no name of another.
    """
    north = a_partner_admin("north")

    for ask in _asked(office, north):
        said = []
        for name in ("south", "souht", "nobody"):
            with pytest.raises(NotFound) as caught:
                ask(name)
            said.append(str(caught.value).replace(name, "..."))
            assert set(caught.value.suggestions) <= {"north"}
        assert len(set(said)) == 1


def test_forbidden_partner_looks_unknown_to_a_limited_user(office: Office) -> None:
    """
    A supplier's user who is limited to a group is told of no partner outside.
    """
    eva = SupplierParty(id="eva", groups=["gold"])
    reports = ReportDesk(office.setting, eva)

    for ask in REPORTS.values():
        for name in ("south", "souht"):
            with pytest.raises(NotFound) as caught:
                ask(reports, name)
            assert caught.value.suggestions == ()


def test_unknown_stage_is_named_with_the_near_one(office: Office) -> None:
    """
    A list of a stage that the programme does not have is refused if no lead is in it.
    """
    for query in (LeadQuery(stages=["opn"]), LeadQuery(stages=["opn"], partner_ids=["south"])):
        with pytest.raises(InvalidInput, match="use 'open'") as caught:
            office.desk.leads(query)

        assert codes(caught.value.problems) == [("stage_unknown", "LeadQuery.stages")]
        assert caught.value.problems[0].suggestions == ("open",)


def test_leads_of_partners_that_are_gone_are_listed(office: Office) -> None:
    """
    Only what finds nothing is looked at: leads may be in a stage of an earlier programme.
    """
    found = office.desk.leads(LeadQuery(partner_ids=["south", "gone"], stages=["open", "former"]))

    assert len(found.rows) == 1


def test_bulk_of_an_unknown_partner_writes_nothing(office: Office) -> None:
    """
    The query is refused before the call is stored, so the right one can be made under the same id.
    """
    bulk = BulkDesk(office.setting, HOST)

    with pytest.raises(NotFound):
        bulk.run(LeadOperation.DEACTIVATE, LeadQuery(partner_ids=["sout"]), bulk_id="b")

    assert bulk.run(LeadOperation.DEACTIVATE, LeadQuery(partner_ids=["south"]), bulk_id="b").leads == 1


@pytest.mark.parametrize("within", [timedelta(microseconds=-1), timedelta(days=367)])
def test_time_of_a_count_that_means_nothing_is_refused(within: timedelta) -> None:
    """
    A negative one, or more than a year; none at all is taken, and None counts each lead.
    """
    office = an_office()
    with pytest.raises(InvalidInput, match="count_within"):
        evolve(office.setting, count_within=within)
    for taken in (timedelta(), None):
        assert evolve(office.setting, count_within=taken).count_within == taken
