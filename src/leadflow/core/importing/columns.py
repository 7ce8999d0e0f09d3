"""
Find the field of each column of a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadflow.core.importing.headers import header_key
from leadflow.core.importing.suggestions import SKIP, Suggestion, targets
from leadflow.core.schema import Schema

__all__ = ["SKIP", "Suggestion", "suggest_columns"]

_ALIASES = {
    "e mail address": "email",
    "email address": "email",
    "e mail": "email",
    "firstname": "first_name",
    "lastname": "last_name",
    "company name": "company",
    "phone": "work_phone",
    "phone number": "work_phone",
    "mobile": "mobile_phone",
    "address": "address1",
    "zip": "postal_code",
    "zip code": "postal_code",
    "postalcode": "postal_code",
    "partner": "partner_name",
    "lead source": "source",
    "title": "title",
    "position": "title",
    "comments": "notes",
    "siccode": "sic_code",
    "url": "website",
}


def _plain(text: str) -> str:
    return " ".join(header_key(text).replace("_", " ").replace("-", " ").split())


def suggest_columns(
    headers: Sequence[str],
    *,
    schema: Schema,
    samples: Sequence[Sequence[str]] = (),
    remembered: Mapping[str, str] | None = None,
) -> tuple[Suggestion, ...]:
    """
    Propose a field for each of *headers*, or none, with the reason.
    """
    table: dict[str, tuple[str, str, float]] = {alias: (field, "alias", 0.95) for alias, field in _ALIASES.items()}
    for name, field in targets(schema).items():
        table.update({_plain(alias): (name, "alias", 0.95) for alias in field.aliases})
        table[_plain(field.title)] = (name, "label", 0.97)
        table[_plain(name)] = (name, "exact", 0.99)
    taken: set[str] = set()
    found = []
    for column, header in enumerate(headers):
        field_name, code, confidence = table.get(_plain(header), (None, "none", 0.0))
        if remembered and header_key(header) in remembered:
            field_name, code, confidence = remembered[header_key(header)].split(";")[0], "remembered", 1.0
        if field_name in taken:
            field_name, code, confidence = None, "taken", 0.0
        if field_name and field_name != SKIP:
            taken.add(field_name)
        found.append(
            Suggestion(header=header, column=column, field=field_name, confidence=confidence, code=code, reason=code)
        )
    return tuple(found)
