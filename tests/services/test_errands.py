"""
Every operation that changes what a connection shares puts an errand in its own commit.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

import pytest
from attrs import evolve
from tests.services.builders import HOST, Failing, a_partner_admin, mapped
from tests.services.syncing import CRM, FIELDS, Bureau, a_bureau

from leadflow.core.connectors import Connection, Errand, ErrandState, SharedField, SyncDirection
from leadflow.core.handling import LeadOperation
from leadflow.core.kinds import Money
from leadflow.core.leads import Lead
from leadflow.errors import PortError
from leadflow.services import BulkDesk, OpportunityDesk

_SHARED: Final = ("partner_id", "assignee_id", "lead_score", "active", "rejection_reason", "opportunity")
CRM_WITH_ALL: Final = evolve(
    CRM,
    leads=(
        *FIELDS,
        SharedField(field="status", remote="Answer", direction=SyncDirection.PUSH),
        *(SharedField(field=one, remote=one.title(), direction=SyncDirection.PUSH) for one in _SHARED),
    ),
)


def _sale(bureau: Bureau, lead: Lead) -> object:
    bureau.office.at("north").accept(lead.id)
    return OpportunityDesk(bureau.office.setting, a_partner_admin("north")).register(
        lead.id, amount=Money(Decimal(7), "SEK")
    )


OPERATIONS: Final[dict[str, Callable[[Bureau, Lead], object]]] = {
    "edit": lambda bureau, lead: bureau.office.desk.edit(lead.id, {"city": "Oslo"}),
    "clear": lambda bureau, lead: bureau.office.desk.edit(lead.id, {"city": None}),
    "score": lambda bureau, lead: bureau.office.desk.edit(lead.id, score=7),
    "stage": lambda bureau, lead: bureau.office.desk.set_stage(lead.id, "contacted"),
    "accept": lambda bureau, lead: bureau.office.at("north").accept(lead.id),
    "reject": lambda bureau, lead: bureau.office.at("north").reject(lead.id, reason="no_capacity"),
    "reassign": lambda bureau, lead: bureau.office.at("north").reassign(lead.id, "maja"),
    "deactivate": lambda bureau, lead: bureau.office.desk.deactivate(lead.id),
    "transfer": lambda bureau, lead: bureau.office.desk.transfer(lead.id, partner_id="south"),
    "recall": lambda bureau, lead: bureau.office.desk.recall(lead.id),
    "opportunity": _sale,
    "bulk": lambda bureau, lead: BulkDesk(bureau.office.setting, HOST).run(
        LeadOperation.EDIT, [lead.id], {"values": {"city": "Bergen"}}
    ),
}


def agreed(bureau: Bureau, connection: Connection) -> None:
    """
    Every lead that the other system has says there what it says here.
    """
    fields = {one.field: one for one in connection.leads}
    for lead in bureau.office.leads():
        if not lead.external_ids:
            continue
        there = bureau.remote(lead)
        assert there.get("City") == lead.values.get("city")
        assert there["Status"] == fields["stage"].values.get(lead.stage, lead.stage)
        assert (there["Active"], there["Lead_Score"]) == (lead.active, lead.score)
        assert there.get("Partner_Id") == lead.partner_id
        assert there.get("Assignee_Id") == lead.assignee_id


@pytest.mark.parametrize("name", OPERATIONS)
def test_operation_reaches_the_other_system(name: str) -> None:
    """
    After an operation the next push brings what it changed, and the one after that brings nothing.
    """
    bureau = a_bureau(CRM_WITH_ALL)
    lead = bureau.receive(city="Kiruna")
    bureau.push()

    OPERATIONS[name](bureau, lead)
    errand = bureau.errand(lead.id)
    assert errand is not None
    assert errand.state is ErrandState.WAITING
    bureau.push()

    agreed(bureau, CRM_WITH_ALL)
    calls = bureau.crm.calls
    assert bureau.push().counts == {}
    assert bureau.crm.calls == calls


def test_imported_leads_reach_the_other_system() -> None:
    """
    The rows of a file are brought to the system as single leads are.
    """
    bureau = a_bureau(CRM)
    file = bureau.office.file(*(f"{number}@granit.example,SE,,City {number}" for number in range(40)))
    bureau.office.imports.run(file, mapped(file, City="city"))

    bureau.push()

    assert sorted(str(bureau.crm.values(one)["City"]) for one in bureau.crm.ids()) == sorted(
        f"City {number}" for number in range(40)
    )
    with bureau.office.setting.unit() as unit:
        assert {one.state for one in unit.records.all(Errand)} == {ErrandState.DONE}


def test_errand_is_written_with_what_causes_it_or_not_at_all() -> None:
    """
    A commit that failed leaves neither the change nor the errand.
    """
    bureau = a_bureau(CRM)
    lead = bureau.receive(city="Kiruna")
    bureau.push()
    bureau.office.open_unit = Failing(bureau.office.store.open_unit, frozenset({1}), after=False)
    with pytest.raises(PortError):
        bureau.office.desk.edit(lead.id, {"city": "Oslo"})
    bureau.office.open_unit = None

    errand = bureau.errand(lead.id)
    assert errand is not None
    assert errand.state is ErrandState.DONE
    assert bureau.push().counts == {}


def test_what_is_not_shared_causes_no_errand() -> None:
    """
    A change of another field, and mail, bring nothing to the system.
    """
    bureau = a_bureau(CRM)
    lead = bureau.receive(city="Kiruna")
    bureau.push()
    before = bureau.errand(lead.id)

    bureau.office.desk.edit(lead.id, {"website": "granit.example"})
    bureau.office.desk.resend(lead.id)

    assert bureau.errand(lead.id) == before


def test_programme_without_connections_writes_no_errands() -> None:
    """
    Without connections nothing is read or written for them.
    """
    bureau = a_bureau(evolve(CRM, direction=SyncDirection.PULL))
    bureau.receive()

    with bureau.office.setting.unit() as unit:
        assert unit.records.all(Errand) == ()
