"""
The law of desks: what a party does not see is unknown to it, and what it sees and may not do is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import a_lead, a_user, an_account, records_of
from tests.laws.strategies import examples
from tests.services.builders import Office

from leadflow.core.access import Act, PartnerParty, Party, may, scope_of
from leadflow.core.leads import DistributionStatus, Lead, LeadKind
from leadflow.errors import NotAllowed, NotFound
from leadflow.services import PartnerDesk, SupplierDesk
from leadflow.testing import changes_of, puts_of
from leadflow.testing.strategies import parties

USERS: Final = ("maja", "ola")
PARTNERS: Final = (
    an_account("north", groups=("gold",), users=tuple(map(a_user, USERS))),
    an_account("south", groups=("silver", "emea")),
)
BY_ID: Final = {one.partner.id: one.partner for one in PARTNERS}


@st.composite
def some_leads(draw: st.DrawFn) -> Lead:
    """
    A lead somewhere, named to somebody or nobody.
    """
    place = draw(st.sampled_from(("north", "south", None)))
    return evolve(
        a_lead("lead"),
        kind=draw(st.sampled_from(LeadKind)),
        partner_id=place,
        assignee_id=draw(st.sampled_from((*USERS, None))) if place else None,
        status=DistributionStatus.PENDING if place else DistributionStatus.UNASSIGNED,
        active=draw(st.booleans()),
    )


def operations(office: Office, party: Party) -> dict[str, tuple[Act | None, Callable[[], object]]]:
    """
    Return what *party* can ask of the lead at its desk, each with the act that it takes.
    """
    if isinstance(party, PartnerParty):
        partner = PartnerDesk(office.setting, party)
        return {
            "lead": (None, lambda: partner.lead("lead")),
            "timeline": (None, lambda: partner.timeline("lead")),
            "accept": (Act.ACCEPT, lambda: partner.accept("lead")),
            "reject": (Act.REJECT, lambda: partner.reject("lead")),
            "reassign": (Act.REASSIGN, lambda: partner.reassign("lead", "ola")),
        }
    supplier = SupplierDesk(office.setting, party)
    return {
        "lead": (None, lambda: supplier.lead("lead")),
        "timeline": (None, lambda: supplier.timeline("lead")),
        "history": (None, lambda: supplier.history_of("lead")),
        "messages": (None, lambda: supplier.messages("lead")),
        "explain": (None, lambda: supplier.explain("lead")),
        "reassign": (Act.REASSIGN, lambda: supplier.reassign("lead", "ola")),
        "deactivate": (Act.DEACTIVATE, lambda: supplier.deactivate("lead")),
        "resend": (Act.RESEND, lambda: supplier.resend("lead")),
        "remind": (Act.REMIND, lambda: supplier.remind("lead")),
        "registered": (Act.NOTIFY, lambda: supplier.notify_deal_registered("lead")),
    }


@examples(300)
@given(
    lead=some_leads(),
    party=parties(users=USERS, partner_ids=tuple(BY_ID), groups=("gold", "silver", "bronze")),
    data=st.data(),
)
def test_a_desk_shows_and_does_what_its_party_may(lead: Lead, party: Party, data: st.DataObject) -> None:
    """
    Unknown if it is not seen, not allowed if no role has the act, and otherwise answered; whoever was turned away has
    written nothing, and what was written bears the party's name.
    """
    office = Office()
    with office.setting.unit() as unit:
        unit.commit(evolve(changes_of(lead), puts=puts_of(*records_of(*PARTNERS)).puts))
    asked = operations(office, party)
    act, ask = asked[data.draw(st.sampled_from(sorted(asked)))]
    before = office.events("lead")

    sees = scope_of(party).sees(lead, BY_ID.get(lead.partner_id or ""))
    turned_away: type[Exception] | None = None
    try:
        ask()
    except (NotFound, NotAllowed) as error:
        turned_away = type(error)
    written = office.events("lead")[len(before) :]

    allowed = act is None or may(party, act)
    assert turned_away is (NotFound if not sees else None if allowed else NotAllowed)
    assert not (turned_away and written)
    assert {event.actor.id for event in written} <= {getattr(party, "id", None) or getattr(party, "name", None)}
