"""
Other readers of workbooks in the import benchmark. Each makes ready, starts the clock, and says how many rows are right
and how many refused; one that is not installed raises ``ModuleNotFoundError``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

__all__ = ["by_calamine", "by_import_export", "by_openpyxl", "by_tablib"]

Loop = Callable[[Iterator[list[str]]], tuple[int, int]]
Begin = Callable[[], None]


def by_calamine(path: Path, loop: Loop, begin: Begin) -> tuple[int, int]:
    """
    Rows of calamine, with a regular expression on the address.
    """
    from python_calamine import CalamineWorkbook

    begin()
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows()
    return loop([str(cell) for cell in row] for row in islice(rows, 1, None))


def by_openpyxl(path: Path, loop: Loop, begin: Begin) -> tuple[int, int]:
    """
    Rows of openpyxl, with a regular expression on the address.
    """
    import openpyxl

    begin()
    rows = openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(min_row=2, values_only=True)
    return loop(["" if cell is None else str(cell) for cell in row] for row in rows)


def by_tablib(path: Path, loop: Loop, begin: Begin) -> tuple[int, int]:
    """
    Rows of tablib, with a regular expression on the address.
    """
    import tablib

    begin()
    data = tablib.Dataset().load(path.read_bytes(), format="xlsx")
    return loop(["" if cell is None else str(cell) for cell in row] for row in data)


def by_import_export(path: Path, fields: list[str], begin: Begin) -> tuple[int, int]:
    """
    The dry run of django-import-export: a model with the 18 fields in a database in memory, e-mail as the key, and
    Django's own checks of each field. It looks no partner up.
    """
    import tablib

    lead, resource = _import_export_ready(fields)
    begin()
    data = tablib.Dataset().load(path.read_bytes(), format="xlsx")
    data.headers = fields
    result = resource.import_data(data, dry_run=True, raise_errors=False)
    assert not lead.objects.exists()
    refused = len(result.invalid_rows) + len(result.error_rows)
    return len(data) - refused, refused


def _import_export_ready(fields: list[str]) -> tuple[Any, Any]:
    import django
    from django.conf import settings

    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=["import_export"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()
    from django.db import connection, models
    from import_export import resources

    meta = type("Meta", (), {"app_label": "import_export"})
    columns = {name: models.TextField(blank=True, null=True) for name in fields}
    columns["email"] = models.EmailField(db_index=True)
    lead: Any = type("Lead", (models.Model,), {"__module__": __name__, "Meta": meta, **columns})
    with connection.schema_editor() as editor:
        editor.create_model(lead)
    options = {"model": lead, "fields": fields, "import_id_fields": ("email",), "clean_model_instances": True}
    resource = type("LeadResource", (resources.ModelResource,), {"Meta": type("Meta", (), options)})
    return lead, resource()
