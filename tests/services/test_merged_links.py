"""
A lead that another one is merged into is the one that other systems know from then on.
"""

from __future__ import annotations

import pytest
from tests.services.builders import HOST, a_partner_admin
from tests.services.syncing import Bureau, a_bureau

from leadflow.core.handling import LeadMerge
from leadflow.core.leads import Lead
from leadflow.core.syncing import ApplyOutcome
from leadflow.services import ConflictDesk, PartnerDesk


@pytest.fixture
def bureau() -> Bureau:
    """
    An office that exchanges leads with the supplier's CRM and that of a partner.
    """
    return a_bureau()


def pulled(bureau: Bureau) -> tuple[Lead, str]:
    """
    Return a lead that came from the supplier's CRM, and what it is called there.
    """
    there = bureau.crm.create({"Email": "ann@granit.example", "Country": "Sweden", "City": "Kiruna"})
    bureau.pull()
    (lead,) = bureau.office.leads()
    return lead, there


def merged(bureau: Bureau, lead: Lead, other: Lead) -> None:
    """
    Merge the other lead into the lead.
    """
    assert isinstance(ConflictDesk(bureau.office.setting, HOST).merge(lead.id, other.id), LeadMerge)


def test_records_of_the_other_lead_are_those_of_the_one_that_stays(bureau: Bureau) -> None:
    """
    No second record is made there; changes go both ways between the record and the lead that stays.
    """
    other, there = pulled(bureau)
    lead = bureau.receive("ann.berg@granit.example", city="Oslo")
    merged(bureau, lead, other)

    bureau.exchange()

    assert bureau.crm.ids() == (there,)
    assert bureau.crm.values(there)["City"] == "Oslo"
    bureau.crm.update(there, {"City": "Umeå"})
    bureau.exchange()
    assert bureau.lead(lead.id).values["city"] == "Umeå"
    assert bureau.lead(other.id).values["city"] == "Kiruna"


def test_two_records_in_one_system_have_to_be_merged_there(bureau: Bureau) -> None:
    """
    The lead keeps its own record; a change of the other is told, and a merge there takes it away from nobody.
    """
    other, theirs = pulled(bureau)
    lead = bureau.receive("ann.berg@granit.example", city="Oslo")
    bureau.push()
    mine = bureau.id(lead)
    merged(bureau, lead, other)

    bureau.crm.update(theirs, {"City": "Umeå"})
    (told,) = bureau.pull().told
    assert [one.code for one in told.problems] == ["lead_linked_already"]

    bureau.crm.merge(mine, theirs)
    bureau.exchange()
    bureau.office.desk.edit(lead.id, {"city": "Falun"})
    bureau.exchange()
    assert bureau.crm.values(theirs)["City"] == "Falun"
    assert bureau.lead(lead.id).active


def test_a_record_that_was_superseded_and_deleted_deactivates_nothing(bureau: Bureau) -> None:
    """
    The record that the merged lead had goes, and the lead that stays keeps its own.
    """
    other, theirs = pulled(bureau)
    lead = bureau.receive("ann.berg@granit.example")
    bureau.push()
    merged(bureau, lead, other)

    bureau.crm.delete(theirs)

    assert ApplyOutcome.GONE not in bureau.pull().counts
    assert bureau.lead(lead.id).active


def test_the_partners_system_knows_the_lead_that_stays_too(bureau: Bureau) -> None:
    """
    Each connection is looked at: a lead that the partner's CRM has stays its record.
    """
    lead, other = bureau.receive("ann.berg@granit.example"), bureau.receive()
    for one in (lead, other):
        PartnerDesk(bureau.office.setting, a_partner_admin("north")).accept(one.id)
    bureau.push("theirs")
    there = bureau.id(lead, "theirs")
    merged(bureau, lead, other)
    bureau.exchange()

    bureau.theirs.update(there, {"City": "Umeå"})
    bureau.exchange()

    assert bureau.lead(lead.id).values["city"] == "Umeå"


def test_a_lead_whose_own_record_is_another_ones_takes_that_record(bureau: Bureau) -> None:
    """
    Two records that were merged there are one lead here once the two leads are merged, whichever of them stays.
    """
    other, theirs = pulled(bureau)
    lead = bureau.receive("ann.berg@granit.example", city="Oslo")
    bureau.push()
    bureau.crm.merge(bureau.id(lead), theirs)
    bureau.exchange()
    merged(bureau, lead, other)
    bureau.exchange()

    bureau.crm.update(theirs, {"City": "Umeå"})
    bureau.exchange()

    assert bureau.lead(lead.id).values["city"] == "Umeå"


def test_a_lead_whose_own_record_was_deleted_takes_that_of_the_other(bureau: Bureau) -> None:
    """
    The record that is left is exchanged with the lead that stays.
    """
    other, theirs = pulled(bureau)
    lead = bureau.receive("ann.berg@granit.example", city="Oslo")
    bureau.push()
    bureau.crm.delete(bureau.id(lead))
    bureau.exchange()
    merged(bureau, lead, other)
    bureau.exchange()

    bureau.crm.update(theirs, {"City": "Umeå"})
    bureau.exchange()

    assert bureau.lead(lead.id).values["city"] == "Umeå"
