"""
What a store that answers criteria must do.
"""

from __future__ import annotations

from datetime import UTC

import pytest
from attrs import evolve

from leadflow.core.criteria import CheckedCriteria, Condition, EvaluationTime, any_of, check_criteria, where
from leadflow.core.fields import Field
from leadflow.core.kinds import INTEGER, TEXT
from leadflow.core.leads import Lead
from leadflow.core.schema import Subject
from leadflow.errors import InvalidInput
from leadflow.ports import CriteriaReader, OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, NOW, SUPPLIER, a_lead, changes_of, puts_of
from leadflow.testing.contracts.store import StoreContract, committed
from leadflow.testing.record_builders import a_campaign, a_partner

__all__ = ["CriteriaContract"]


class CriteriaContract(StoreContract):
    """
    What the `LeadReader` of a store must do that is a `CriteriaReader` too.
    """

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize(
        ("asked", "wanted"),
        [
            (where("company", "equals", "GRANIT ab"), ["1"]),
            (where("company", "equals", "GRANIT ab", exact=True), []),
            (where("company", "contains", "100%"), ["2"]),
            (where("company", "not_equals", "granit ab"), ["2"]),
            (where("company", "not_equals", "granit ab", if_missing=True), ["2", "3"]),
            (where("company", "is_empty"), ["3"]),
            (where("employee_count", "less_than", 10), ["1"]),
            (where("source", "equals", "CRM"), ["2"]),
            (where("created_at", "on", "2026-03-02"), ["1", "2", "3"]),
            (where("partner_name", "starts_with", "isar"), ["1"]),
            (where("tier", "equals", "gold", subject=Subject.PARTNER), ["1"]),
            (where("name", "is_not_empty", subject=Subject.CAMPAIGN), ["2"]),
        ],
        ids=lambda given: "-".join(given) if isinstance(given, list) else f"{given.field} {given.operator}",
    )
    def test_leads_are_those_for_which_criteria_hold(
        self, open_unit: OpenUnit, asked: Condition, wanted: list[str]
    ) -> None:
        """
        Keys are compared, absence is unknown, and the partner and the campaign are those that the lead names.
        """
        fill(open_unit)

        assert [lead.id for lead in matching(open_unit, asked)] == wanted

    @pytest.mark.usefixtures("kept_partners")
    def test_pages_begin_after_an_id(self, open_unit: OpenUnit) -> None:
        """
        Leads come by ascending id, as many as are asked for, beginning after the one that is named.
        """
        fill(open_unit)
        asked = where("email", "is_not_empty", if_missing=True)

        assert [lead.id for lead in matching(open_unit, asked, most=2)] == ["1", "2"]
        assert [lead.id for lead in matching(open_unit, asked, after="2", most=2)] == ["3"]

    @pytest.mark.usefixtures("kept_partners")
    def test_leads_of_others_are_never_found(self, open_unit: OpenUnit) -> None:
        """
        Criteria are asked of the unit's own supplier.
        """
        fill(open_unit)
        committed(open_unit, changes_of(evolve(a_lead("9"), supplier_id="other")), supplier_id="other")

        assert [lead.id for lead in matching(open_unit, where("company", "is_empty"))] == ["3"]

    @pytest.mark.usefixtures("kept_partners")
    def test_field_of_another_kind_is_asked_by_it(self, open_unit: OpenUnit) -> None:
        """
        Once a unit has come with another kind, criteria compare by it; a value that does not fit says nothing.
        """
        texts, numbers = (KIT_SCHEMA.extend(Field("kit_size", kind)) for kind in (TEXT, INTEGER))
        leads = [
            evolve(a_lead(lead_id), values=texts.leads.fill(kit_size=said))
            for lead_id, said in (("1", "12"), ("2", "a dozen"), ("3", None))
        ]
        with open_unit(SUPPLIER, texts) as unit:
            unit.commit(changes_of(*leads))

        found = []
        for condition in (where("kit_size", "greater_than", 5), where("kit_size", "is_empty")):
            checked, problems = check_criteria(any_of(condition), numbers)
            assert checked is not None, problems
            with open_unit(SUPPLIER, numbers) as unit:
                assert isinstance(unit.leads, CriteriaReader)
                found.append([lead.id for lead in unit.leads.matching(checked, EvaluationTime(NOW, UTC), None, 10)])

        assert found == [["1"], ["2", "3"]]

    def test_suppliers_ask_by_their_own_kinds(self, open_unit: OpenUnit) -> None:
        """
        A field of one name is a number for one supplier and a text for another; neither affects the other.
        """
        asked = {
            SUPPLIER: (KIT_SCHEMA.extend(Field("kit_size", INTEGER)), "12", where("kit_size", "greater_than", 5)),
            "globex": (KIT_SCHEMA.extend(Field("kit_size", TEXT)), "about 12", where("kit_size", "contains", "12")),
        }
        for supplier_id, (schema, said, _) in asked.items():
            lead = evolve(a_lead(supplier_id=supplier_id), values=schema.leads.fill(kit_size=said))
            with open_unit(supplier_id, schema) as unit:
                unit.commit(changes_of(lead))

        for supplier_id, (schema, _, condition) in asked.items():
            checked, problems = check_criteria(any_of(condition), schema)
            assert checked is not None, problems
            with open_unit(supplier_id, schema) as unit:
                assert isinstance(unit.leads, CriteriaReader)
                found = unit.leads.matching(checked, EvaluationTime(NOW, UTC), None, 10)
            assert [lead.supplier_id for lead in found] == [supplier_id]

    @pytest.mark.usefixtures("kept_partners")
    def test_partner_is_asked_by_what_it_says_now(self, open_unit: OpenUnit) -> None:
        """
        A partner that is kept again is asked by what it says now, not by what it said before.
        """
        fill(open_unit)
        committed(open_unit, puts_of(a_partner("isar", "Elbe GmbH")))

        assert matching(open_unit, where("partner_name", "starts_with", "isar")) == ()
        assert [lead.id for lead in matching(open_unit, where("partner_name", "starts_with", "elbe"))] == ["1"]

    @pytest.mark.usefixtures("kept_partners")
    def test_pattern_is_answered_or_refused(self, open_unit: OpenUnit) -> None:
        """
        ``matches`` is RE2, or it is refused by name; no other engine takes its place.
        """
        pytest.importorskip("re2")
        fill(open_unit)
        try:
            found = [lead.id for lead in matching(open_unit, where("company", "matches", "^granit"))]
        except InvalidInput as refused:
            found = [f"{one.code} at {one.path}" for one in refused.problems]

        assert found in (["1"], ["operator_not_in_engine at groups[0][0].operator"])


def fill(open_unit: OpenUnit) -> None:
    """
    Commit three leads, a partner and a campaign.
    """
    first = evolve(a_lead("1", said={"company": "Granit AB", "employee_count": "9"}), partner_id="isar")
    second = evolve(
        a_lead("2", said={"company": "100% Isar", "employee_count": "10"}), source="crm", campaign_id="fair"
    )
    committed(open_unit, changes_of(first, second, a_lead("3", said={"first_name": "Ann"})))
    partner, campaign = a_partner("isar", "Isar GmbH"), a_campaign("fair")
    committed(open_unit, puts_of(partner, campaign))


def matching(open_unit: OpenUnit, asked: Condition, after: str | None = None, most: int = 10) -> tuple[Lead, ...]:
    """
    Return a page of the leads for which a condition holds.
    """
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert isinstance(unit.leads, CriteriaReader), "the leads of this store answer no criteria"
        return unit.leads.matching(_ready(asked), EvaluationTime(NOW, UTC), after, most)


def _ready(asked: Condition) -> CheckedCriteria:
    checked, problems = check_criteria(any_of(asked), KIT_SCHEMA)
    assert checked is not None, problems
    return checked
