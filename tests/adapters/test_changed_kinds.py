"""
A database answers about a field whose kind has changed as judging does, for every operator of the new kind.
"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import MOMENT, a_lead
from tests.wire.test_unfit import FITS, MISFITS, schema_with

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.criteria.engines.compiled import compile_criteria
from leadflow.core.criteria.operators import operators_of
from leadflow.core.fields import AnyField
from leadflow.ports import CriteriaReader
from leadflow.testing import changes_of

OPERANDS = (
    12,
    "12",
    "about",
    "no",
    "a",
    "old",
    "new",
    ["a"],
    ["old", "new"],
    True,
    "2024-02-29",
    "EUR 12",
    ["a", "b"],
    ["12", "13"],
    [1, 20],
)
CHANGES = [(before, text, after) for before, text, after, *_ in [*FITS, *MISFITS]]


@pytest.mark.parametrize(("before", "text", "after"), CHANGES)
def test_database_and_judging_agree_after_a_change(before: AnyField, text: str, after: AnyField) -> None:
    """
    What fits the new kind is compared as the new kind compares, and what does not is nothing said.
    """
    store, schema = SqlStore("sqlite://"), schema_with(after)
    lead = evolve(a_lead(), values=schema_with(before).leads.fill(email="a@b.example", seats=text))
    with store.open_unit(lead.supplier_id, schema_with(before)) as unit:
        unit.commit(changes_of(lead))
    asked: list[Any] = [where("seats", "is_empty"), where("seats", "is_not_empty")]
    asked += [where("seats", name, operand) for name in operators_of(after.kind.family) for operand in OPERANDS]
    found = [check_criteria(any_of(one), schema)[0] for one in asked if one.operator != "matches"]
    criteria = [one for one in found if one is not None]
    with store.open_unit(lead.supplier_id, schema) as unit:
        assert isinstance(unit.leads, CriteriaReader)
        read = [unit.leads.get(lead.id)]
        by_judging = [bool(compile_criteria(one, MOMENT).select(read)) for one in criteria]
        by_database = [bool(unit.leads.matching(one, MOMENT, None, 10)) for one in criteria]
    store.close()

    assert len(criteria) >= 4
    assert by_database == by_judging
