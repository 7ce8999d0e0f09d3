"""
What a lead says of its company.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from leadflow.core.companies.matching import CompanyRecord

__all__ = ["ACCOUNT_FIELD", "COMPANY_FIELDS", "PARENT_FIELD", "company_of"]

ACCOUNT_FIELD: Final = "account_id"
"""
The field, where a supplier declares it, with the id of the company's account in another system.
"""

PARENT_FIELD: Final = "parent_company"
"""
The field, where a supplier declares it, with the name of the company that owns the lead's.
"""

_PHONES: Final = ("work_phone", "mobile_phone")

COMPANY_FIELDS: Final = ("company", "email", "website", *_PHONES, "country", ACCOUNT_FIELD, PARENT_FIELD)
"""
The fields of leads that say something of their company.
"""


def company_of(said: Mapping[str, object]) -> CompanyRecord:
    """
    Return what *said* says of a company, as companies are matched.

    Args:
        said: What a lead says, by the names of fields; what cannot be read says nothing.
    """

    def text(name: str) -> str:
        value = said.get(name)
        return value if isinstance(value, str) else ""

    account = text(ACCOUNT_FIELD)
    return CompanyRecord(
        name=text("company"),
        email=text("email"),
        website=text("website"),
        phone=next(filter(None, map(text, _PHONES)), ""),
        country=text("country"),
        external_ids=((ACCOUNT_FIELD, account),) if account else (),
        parent=text(PARENT_FIELD),
    )
