"""
A page of a list of leads.
"""

from __future__ import annotations

from attrs import field, frozen

from leadflow.core.page import Page

__all__ = ["LeadPage", "LeadRow"]


@frozen(init=False)
class LeadRow:
    """
    A lead on a list: ``row["status"]`` is the value of a column, None if it is missing.

    Attributes:
        id: Of the lead.
        columns: Names of the columns, in order.
        values: What the lead says in each. Personal, so never in a repr.
    """

    id: str
    columns: tuple[str, ...] = field(repr=False)
    values: tuple[object, ...] = field(repr=False)

    def __init__(self, id: str, columns: tuple[str, ...], values: tuple[object, ...]) -> None:
        _put_id(self, id)
        _put_columns(self, columns)
        _put_values(self, values)

    def __getitem__(self, column: str, /) -> object:
        try:
            return self.values[self.columns.index(column)]
        except ValueError:
            raise KeyError(column) from None


# A row is frozen once it is made; these are how it is made, faster than object.__setattr__.
_put_id, _put_columns, _put_values = (vars(LeadRow)[name].__set__ for name in ("id", "columns", "values"))


@frozen
class LeadPage(Page[LeadRow]):
    """
    Some rows of a list of leads.

    Attributes:
        rows: In the order of the list.
        after: Hand it out in the next query, with the same filters and sort, for the page after this one; None if this
            is the last. It says by what the last row is sorted, so show it only to who sees that row.
    """
