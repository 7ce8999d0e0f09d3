"""
One document saved in four formats gives the same leads: CSV, ODS, XLSX and XLS by LibreOffice, for 34 locales.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve
from tests.adapters.tables.make_documents import LOCALES, Locale
from tests.services.builders import HOST, PROGRAMME, Office

from leadflow.adapters.tables import read_workbook
from leadflow.core.fields import Field
from leadflow.core.kinds import DATE, MONEY
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.tables import TableOptions
from leadflow.services.desks.imports import ImportDesk

DOCUMENTS: Final = Path(__file__).parent / "documents"
SCHEMA: Final = STANDARD_SCHEMA.extend(Field("since", DATE), Field("budget", MONEY))
RIGHT: Final = {
    "ann@granit.example": ("2026-03-25", "1234567.5", 850000, "01067"),
    "bo@fjell.example": ("2025-12-31", "850000", 1234, "00301"),
    "cy@birke.example": ("1999-05-04", "3000.25", 12, "99999"),
    "di@olmo.example": ("2026-01-13", "12.5", 1000000, "00007"),
}

Said = dict[str, tuple[str, str, object, object]]


def _leads(data: bytes, sheet: str | None) -> tuple[Said, set[str]]:
    """
    Import what the suggestions map; return what the leads say, and the currencies of their budgets.
    """
    office = Office(programme=evolve(PROGRAMME, schema=SCHEMA, module=None))
    desk = ImportDesk(office.setting, HOST, workbooks=read_workbook)
    file = desk.open(BytesIO(data), options=TableOptions(sheet=sheet))
    report = desk.run(file, file.mapping)
    assert report.ok, report.problems
    with office.store.open_unit(PROGRAMME.supplier_id, SCHEMA) as unit:
        values = [lead.values for lead in unit.leads.page(None, 100)]
    said = {
        str(one["email"]): (
            str(one["since"]),
            f"{one['budget'].amount.normalize():f}",
            one["employee_count"],
            one["postal_code"],
        )
        for one in values
    }
    return said, {one["budget"].currency for one in values}


@pytest.mark.parametrize("locale", LOCALES, ids=[locale.name for locale in LOCALES])
def test_four_formats_give_the_same_leads(locale: Locale) -> None:
    """
    Days, amounts with their currencies, marks between thousands and zeros of a format, as people there see them.
    """
    documents = {kind: (DOCUMENTS / f"leads.{kind}").read_bytes() for kind in ("ods", "xlsx", "xls")}
    found = {kind: _leads(data, locale.name) for kind, data in documents.items()}
    found["csv"] = _leads((DOCUMENTS / f"leads-{locale.name}.csv").read_bytes(), None)

    assert found == dict.fromkeys(found, (RIGHT, {locale.currency}))
