"""
Exports lists of leads as rows of texts.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from leadflow.core.views import LeadPage, LeadQuery, export_header, export_pages, export_query, query_fields
from leadflow.services.operations.caller import Caller
from leadflow.services.views.viewing import leads_of

__all__ = ["exported_rows", "pages_of"]


def exported_rows(caller: Caller, query: LeadQuery) -> Iterator[list[str]]:
    """
    Return the header, then the leads that the caller sees and *query* asks for, read in pages while they are asked for.

    Raises:
        InvalidInput: The query names what is not a field or cannot be shown, sorted by or asked.
    """
    asked = export_query(query.checked(caller.setting.programme.schema))
    fields = query_fields(asked, caller.setting.programme.schema).columns
    first = leads_of(caller, asked)

    def rows() -> Iterator[list[str]]:
        yield export_header(fields)
        for page in export_pages(pages_of(caller, asked, first), fields):
            yield from page

    return rows()


def pages_of(caller: Caller, query: LeadQuery, page: LeadPage) -> Iterator[LeadPage]:
    """
    Return *page* and all that follow it.
    """
    yield page
    while page.after is not None:
        page = leads_of(caller, evolve(query, after=page.after))
        yield page
