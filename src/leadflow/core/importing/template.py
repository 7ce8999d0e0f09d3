"""
Writes a file to fill in, with the usual headers and a sample row.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.fields import AnyField
from leadflow.core.schema import STANDARD_SCHEMA, Schema

__all__ = ["template_cells"]

_STANDARD: Final = {
    "email": ("Email", "ann.lee@example.com"),
    "first_name": ("First Name", "Ann"),
    "last_name": ("Last Name", "Lee"),
    "partner_name": ("Partner Name", "Example Partner"),
    "mobile_phone": ("Mobile Phone", "+1 415 555 0100"),
    "work_phone": ("Work Phone", "+1 415 555 0101"),
    "title": ("Title", "Head of Purchasing"),
    "company": ("Company", "Example Inc."),
    "sic_code": ("SICCode", "0742"),
    "industry": ("Industry", "Manufacturing"),
    "website": ("Website", "https://www.example.com"),
    "address1": ("Address1", "1 Main Street"),
    "address2": ("Address2", "Floor 3"),
    "city": ("City", "Springfield"),
    "state": ("State", "IL"),
    "postal_code": ("PostalCode", "62701"),
    "country": ("Country", "United States"),
    "notes": ("Notes", "Asked for a quote"),
}
_BY_KIND: Final = {
    "text": "any text",
    "id": "A-1001",
    "code": "A-1001",
    "long_text": "any text",
    "state": "California",
    "email": "bo.berg@example.com",
    "phone": "+1 415 555 0102",
    "url": "https://www.example.com",
    "integer": "12",
    "decimal": "1.5",
    "money": "1200",
    "boolean": "yes",
    "date": "2026-01-31",
    "datetime": "2026-01-31 09:30",
    "country": "United States",
}


def template_cells(schema: Schema) -> list[list[str]]:
    """
    Return the headers of a file to fill in and a sample row: the standard ones, then the custom fields of *schema*.

    The importer maps every header automatically. The sample names a partner that hardly exists, so that a sample left
    in the file is refused and not imported.
    """
    usual = {name: shown for name, shown in _STANDARD.items() if name in schema.leads}
    added = [one for name, one in schema.leads.items() if not one.record and _is_added(name, one)]
    columns = [*usual.values(), *((one.title, _sample(one)) for one in added)]
    return [list(row) for row in zip(*columns, strict=True)]


def _is_added(name: str, field: AnyField) -> bool:
    return name not in STANDARD_SCHEMA.leads or (field.required and name not in _STANDARD)


def _sample(field: AnyField) -> str:
    if field.choices:
        return field.choices[0].title
    if field.kind.name == "money" and field.currency:
        return f"{field.currency} 1200"
    return _BY_KIND.get(field.kind.name, "one; two")
