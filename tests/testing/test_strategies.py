"""
The strategies give what the schema allows, and every store gives it back.
"""

from __future__ import annotations

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.criteria import Criteria, check_criteria
from leadflow.core.leads import Lead
from leadflow.core.partners import Partner, PartnerDirectory
from leadflow.core.routing import RoutingModule, check_module
from leadflow.core.values import Values
from leadflow.testing import KIT_SCHEMA, SUPPLIER, a_partner, changes_of
from leadflow.testing.strategies import criteria, leads, modules, nasty_texts, partners, values
from leadflow.wire import Wire

_WIRE = Wire(KIT_SCHEMA)
_PARTNERS = (a_partner(), a_partner("globex", "Globex"))


@given(text=nasty_texts())
def test_nasty_text_is_never_blank(text: str) -> None:
    """
    A text that is to be written has something in it.
    """
    assert text.strip()


@given(said=values())
def test_values_are_of_the_schema(said: Values) -> None:
    """
    Values say only what leads of the schema can say.
    """
    assert set(said) <= set(KIT_SCHEMA.leads)


@given(lead=leads())
def test_leads_survive_json(lead: Lead) -> None:
    """
    A lead written as JSON and read back is the same lead.
    """
    assert _WIRE.loads(Lead, _WIRE.dumps(lead)) == lead


@given(written=criteria())
def test_criteria_are_right(written: Criteria) -> None:
    """
    Criteria pass the check; warnings, such as of a group that can never hold, are possible.
    """
    checked, problems = check_criteria(written, KIT_SCHEMA)

    assert checked is not None, problems


@given(partner=partners())
def test_partners_survive_json(partner: Partner) -> None:
    """
    A partner written as JSON and read back is the same partner.
    """
    assert _WIRE.loads(Partner, _WIRE.dumps(partner)) == partner


@settings(max_examples=50)
@given(module=modules(among=_PARTNERS))
def test_modules_are_right(module: RoutingModule) -> None:
    """
    A module fits the schema and the partners that it was made for.
    """
    checked, problems = check_module(module, KIT_SCHEMA, PartnerDirectory.of(_PARTNERS))

    assert checked is not None, problems


@settings(max_examples=25)
@given(batch=st.lists(leads(), min_size=1, max_size=5, unique_by=lambda lead: lead.id))
def test_sqlite_gives_leads_back(batch: list[Lead]) -> None:
    """
    SQLite returns every lead as it was committed.
    """
    store = SqlStore("sqlite://")
    batch = [evolve(lead, supplier_id=SUPPLIER) for lead in batch]
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(*batch))
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        read = unit.leads.page(None, 10)
    store.close()

    assert read == tuple(sorted(batch, key=lambda lead: lead.id))
