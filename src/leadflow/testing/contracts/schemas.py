"""
What a store must keep apart between schemas: each unit comes with its own.
"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from leadflow.core.fields import Field
from leadflow.core.kinds import INTEGER, TEXT, Unfit
from leadflow.core.partners import Partner
from leadflow.core.schema import Schema
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, changes_of, puts_of
from leadflow.testing.contracts.store import StoreContract
from leadflow.testing.record_builders import a_partner

__all__ = ["SchemaContract"]

OTHER = "globex"
NUMBER: Field[Any] = Field("kit_size", INTEGER)
WORDS: Field[Any] = Field("kit_size", TEXT)
NUMBERS = KIT_SCHEMA.extend(NUMBER, partners=[NUMBER])
TEXTS = KIT_SCHEMA.extend(WORDS, partners=[WORDS])


class SchemaContract(StoreContract):
    """
    What every `UnitOfWork` must do with the schema that it is opened with.
    """

    @pytest.mark.usefixtures("kept_partners")
    def test_fields_of_one_name_have_the_kind_of_their_supplier(self, open_unit: OpenUnit) -> None:
        """
        Two suppliers have a field of one name and two kinds; each reads what it wrote, and of its own kind.
        """
        for supplier_id, schema, said in ((SUPPLIER, NUMBERS, "12"), (OTHER, TEXTS, "a dozen")):
            _write(open_unit, supplier_id, schema, said)

        found = {
            supplier_id: _read(open_unit, supplier_id, schema)
            for supplier_id, schema in ((SUPPLIER, NUMBERS), (OTHER, TEXTS))
        }

        assert found == {SUPPLIER: (12, 12), OTHER: ("a dozen", "a dozen")}

    def test_field_of_another_kind_is_read_as_far_as_it_can_be(self, open_unit: OpenUnit) -> None:
        """
        A unit that comes with another kind reads what fits it, shows what does not, and takes nothing away.
        """
        leads = [
            evolve(a_lead(lead_id), values=TEXTS.leads.fill(kit_size=said))
            for lead_id, said in (("1", "12"), ("2", "a dozen"))
        ]
        with open_unit(SUPPLIER, TEXTS) as unit:
            unit.commit(changes_of(*leads))

        with open_unit(SUPPLIER, NUMBERS) as unit:
            fit, unfit = (unit.leads.get(lead.id).values["kit_size"] for lead in leads)
        with open_unit(SUPPLIER, TEXTS) as unit:
            kept = [unit.leads.get(lead.id).values["kit_size"] for lead in leads]

        assert (fit, type(unfit), str(unfit)) == (12, Unfit, "a dozen")
        assert kept == ["12", "a dozen"]


def _write(open_unit: OpenUnit, supplier_id: str, schema: Schema, said: str) -> None:
    lead = evolve(a_lead("1", supplier_id=supplier_id), values=schema.leads.fill(kit_size=said))
    partner = evolve(a_partner(), attributes=schema.partners.fill(kit_size=said))
    for changes in (changes_of(lead), puts_of(partner)):
        with open_unit(supplier_id, schema) as unit:
            unit.commit(changes)


def _read(open_unit: OpenUnit, supplier_id: str, schema: Schema) -> tuple[object, object]:
    with open_unit(supplier_id, schema) as unit:
        (partner,) = unit.records.all(Partner)
        return unit.leads.get("1").values["kit_size"], partner.attributes["kit_size"]
