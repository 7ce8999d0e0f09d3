"""
The connector to Dynamics 365, against a server that keeps the documented rules.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import httpx
import pytest
from tests.adapters.connectors.dynamics_server import HOST, KINDS, DynamicsServer
from tests.adapters.connectors.pulling import pulled

from leadflow.adapters.connectors import Dynamics
from leadflow.core.connectors import (
    IdentityChange,
    IdentityChanged,
    Pushed,
    PushRefused,
    PushUpdate,
    RecordGone,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    TryLater,
)
from leadflow.errors import InvalidInput, PortError
from leadflow.testing import ConnectorContract


def connected(system: DynamicsServer) -> Dynamics:
    """
    Return a connector to the server.
    """
    return Dynamics(HOST, system.credentials, fields=KINDS, transport=system.transport)


class TestDynamics(ConnectorContract):
    """
    It keeps the contract.
    """

    @pytest.fixture
    def system(self) -> DynamicsServer:
        """
        The server.
        """
        return DynamicsServer()

    @pytest.fixture
    def connector(self, system: DynamicsServer) -> Dynamics:
        """
        The connector to it.
        """
        return connected(system)


def test_values_have_their_types_both_ways() -> None:
    """
    Money keeps its digits, days have no time, a choice is its number there and a word here, and counts are whole.
    """
    system = DynamicsServer()
    values = {
        "emailaddress1": "ann@granit.example",
        "budgetamount": Decimal("1234567890123.45"),
        "estimatedclosedate": date(2026, 4, 5),
        "leadqualitycode": "2",
        "donotemail": True,
        "revenue_count": 7,
    }
    connector = connected(system)
    (result,) = connector.push([PushUpdate(key="it's 1", kind=RemoteKind.LEAD, values=values)], 5)

    assert isinstance(result, Pushed)
    assert result.created
    assert system.rows[result.ref.id].values["leadqualitycode"] == 2
    assert b'"budgetamount": 1234567890123.45' in system.requests[-1].content
    ((record,), _) = pulled(connector)
    assert isinstance(record, RemoteRecord)
    assert {name: one for name, one in record.values.items() if one is not None} == values
    assert (record.key, record.ref) == ("it's 1", result.ref)


@pytest.mark.parametrize("key", ["o'neil", "a/b", "a?b=c#d", "a&b", "a b", "é", "..", "%27"])
def test_key_of_any_form_is_one_record(key: str) -> None:
    """
    The key stands in the address alone, with quotes doubled and everything else escaped: the same key is the same record.
    """
    system = DynamicsServer()
    update = PushUpdate(key=key, kind=RemoteKind.LEAD, values={system.email: "ann@granit.example"})
    first, again = (*connected(system).push([update], 5), *connected(system).push([update], 5))

    assert isinstance(first, Pushed)
    assert isinstance(again, Pushed)
    assert (first.created, again.created, first.ref) == (True, False, again.ref)
    assert b"leadflowkey" not in system.requests[-1].content


def test_qualified_lead_is_its_opportunity() -> None:
    """
    A lead that was qualified is no lead any more, in a pull and in a push, and its opportunity names it.
    """
    system = DynamicsServer()
    lead = RemoteRef(RemoteKind.LEAD, system.create({"emailaddress1": "a@x.example"}))
    sale = RemoteRef(RemoteKind.OPPORTUNITY, system.qualify(lead.id))
    expected = IdentityChanged(lead, IdentityChange.CONVERTED, (sale,))
    connector = connected(system)

    shown, _ = pulled(connector)
    update = PushUpdate(key="lead-1", kind=RemoteKind.LEAD, ref=lead, values={"address1_city": "Oslo"})

    assert expected in shown
    assert [one.lead for one in shown if isinstance(one, RemoteRecord)] == [lead]
    assert connector.push([update], 5) == [expected]


def test_new_opportunity_has_its_lead() -> None:
    """
    It is bound to the lead from which it comes.
    """
    system = DynamicsServer()
    lead = RemoteRef(RemoteKind.LEAD, system.create({"emailaddress1": "a@x.example"}))
    connector = connected(system)
    update = PushUpdate(key="sale-1", kind=RemoteKind.OPPORTUNITY, values={"name": "Roof"}, lead=lead)
    assert isinstance(connector.push([update], 5)[0], Pushed)

    shown, _ = pulled(connector)
    assert [one.lead for one in shown if isinstance(one, RemoteRecord) and one.ref.kind is RemoteKind.OPPORTUNITY] == [
        lead
    ]


def test_deletions_come_after_pages_of_changes() -> None:
    """
    Changes on several pages and deletions of both kinds are all shown, once.
    """
    system = DynamicsServer()
    made = [system.create({"emailaddress1": f"{number}@x.example"}) for number in range(7)]
    sale = system._create("opportunity", {"name": "Roof"})
    connector = connected(system)
    _, cursor = pulled(connector, most=3)
    for one in made[:5]:
        system.update(one, {"address1_city": "Oslo"})
    system.delete(made[6])
    system.delete(sale)

    shown, _ = pulled(connector, cursor, most=2)

    assert [one.ref.id for one in shown if isinstance(one, RemoteRecord)] == made[:5]
    assert {one.ref.id for one in shown if isinstance(one, RecordGone)} == {made[6], sale}


def test_links_to_elsewhere_are_not_followed() -> None:
    """
    What an answer calls the next page is asked of the same host, or not at all.
    """
    system = DynamicsServer()
    system.next = [httpx.Response(200, json={"value": [], "@odata.deltaLink": "https://elsewhere.example/x?y"})]
    with pytest.raises(PortError):
        connected(system).pull(None, 10, 5)


def test_limit_stops_the_rest_of_a_push() -> None:
    """
    After the first update that has to wait, no more calls are made.
    """
    system = DynamicsServer()
    connector = connected(system)
    connector.describe(5)
    system.use_up_quota()
    before = len(system.requests)
    updates = [
        PushUpdate(key=f"lead-{number}", kind=RemoteKind.LEAD, values={"address1_city": "Oslo"}) for number in range(3)
    ]

    assert connector.push(updates, 5) == [TryLater("429", timedelta(seconds=40))] * 3
    assert len(system.requests) - before == 1


def test_nothing_of_the_person_is_in_what_is_told() -> None:
    """
    Of an error only its code is told, and a duplicate is a duplicate though it comes with 500.
    """
    system = DynamicsServer()
    system.create({"emailaddress1": "ann@granit.example"})
    update = PushUpdate(key="lead-1", kind=RemoteKind.LEAD, values={"emailaddress1": "ann@granit.example"})
    (refused,) = connected(system).push([update], 5)

    assert isinstance(refused, PushRefused)
    assert [one.code for one in refused.problems] == ["duplicates_detected"]
    assert "ann@" not in str(refused)


@pytest.mark.parametrize(("address", "name"), [("http://x.example", "city"), (HOST, "city) or (1")])
def test_wrong_settings_are_told(address: str, name: str) -> None:
    """
    Before a call.
    """
    with pytest.raises(InvalidInput):
        Dynamics(address, DynamicsServer().credentials, fields={RemoteKind.LEAD: [name]})


def test_single_records_are_read() -> None:
    """
    Leads are told as they are now, in the order in which they were asked for.
    """
    system = DynamicsServer()
    there, loser, gone, was = (system.create({"emailaddress1": f"{one}@granit.example"}) for one in "abcd")
    sale = RemoteRef(RemoteKind.OPPORTUNITY, system.qualify(was))
    system.merge(loser, there)
    system.delete(gone)
    refs = [RemoteRef(RemoteKind.LEAD, one) for one in (gone, loser, was, there)]
    found = connected(system).read(refs, 5)
    assert found[:3] == [
        RecordGone(refs[0]),
        IdentityChanged(refs[1], IdentityChange.MERGED, (RemoteRef(RemoteKind.LEAD, there),)),
        IdentityChanged(refs[2], IdentityChange.CONVERTED, (sale,)),
    ]
    assert found[3].ref == refs[3]
    upper = RemoteRef(RemoteKind.LEAD, f"{{{there.upper()}}}")
    assert [one.ref for one in connected(system).read([upper], 5)] == [refs[3]]
    system.go_down()
    with pytest.raises(PortError):
        connected(system).read(refs, 5)
