"""
The desk for lists: which columns a person sees, and the views that they keep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from leadflow.core.access import PartnerParty, ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.changes import Changes, Put
from leadflow.core.facts import Channel
from leadflow.core.lengths import about_name
from leadflow.core.near_names import NearNames
from leadflow.core.problems import Problem
from leadflow.core.text import clean_text
from leadflow.core.views import MOST_VIEWS, KeptLists, LeadList, LeadQuery, SavedView, owner_of, query_fields
from leadflow.errors import InvalidInput, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import calling
from leadflow.services.operations.planned import planned
from leadflow.services.operations.setting import Setting

__all__ = ["ListDesk"]


@checked
class ListDesk:
    """
    Keeps what one person sees of lists, for either side: the columns of each list, and views under names.

    Each person has their own, and a program has those of its name. It needs no act, and nobody else sees or changes
    them. The leads themselves are read at `SupplierDesk.leads` and `PartnerDesk.leads`, with `SavedView.query`.
    """

    def __init__(
        self, setting: Setting, party: SupplierParty | PartnerParty | ProgramParty, *, channel: Channel | None = None
    ) -> None:
        """
        Open the desk for *party*; without a channel a person comes by the portal, and a program by the API.
        """
        self._caller = calling(setting, party, channel)

    def columns(self, which: LeadList = LeadList.ALL) -> tuple[str, ...]:
        """
        Return the columns of a list, in their order; the default ones if none were chosen.
        """
        return self._kept().columns_of(which)

    def choose_columns(self, which: LeadList, columns: Iterable[str] | None) -> tuple[str, ...]:
        """
        Choose the columns of a list, and return them; None goes back to the default ones.

        Raises:
            InvalidInput: A column is no field of leads or cannot be shown, or there is none. Nothing was written.
        """
        chosen = None if columns is None else tuple(columns)
        if chosen is not None:
            query_fields(LeadQuery(columns=chosen), self._caller.setting.programme.schema)
        return self._change(lambda kept: kept.with_columns(which, chosen)).columns_of(which)

    def views(self) -> tuple[SavedView, ...]:
        """
        Return all views, by name.
        """
        return self._kept().views

    def view(self, name: str) -> SavedView:
        """
        Return the view of this name.

        Raises:
            NotFound: The person has no such view.
        """
        kept = self._kept()
        found = kept.view(clean_text(name).strip())
        if found is None:
            near = NearNames(one.name for one in kept.views).near(name)
            raise NotFound("view", name, suggestions=near)
        return found

    def save_view(self, name: str, query: LeadQuery) -> SavedView:
        """
        Keep a query under a name, in place of a view of the same name, and return it as a view.

        What was searched for as text, and the page, are not kept.

        Raises:
            InvalidInput: The name is empty or too long, the query names what is not a field or cannot be shown, sorted
                by or asked, or the person has 200 other views (``views_too_many``). Nothing was written.
        """
        schema = self._caller.setting.programme.schema
        view = SavedView.of(_checked_name(name), query)
        query_fields(query.checked(schema), schema)
        self._change(lambda kept: _within(kept.with_view(view)))
        return view

    def remove_view(self, name: str) -> None:
        """
        Forget the view of this name; if there is none, nothing happens.
        """
        self._change(lambda kept: kept.without_view(clean_text(name).strip()))

    def _kept(self) -> KeptLists:
        with self._caller.setting.unit() as unit:
            return self._read(unit)[1]

    def _read(self, unit: UnitOfWork) -> tuple[KeptLists | None, KeptLists]:
        owner = owner_of(self._caller.party)
        stored = unit.records.one(KeptLists, owner)
        return stored, stored or KeptLists(owner=owner)

    def _change(self, change: Callable[[KeptLists], KeptLists]) -> KeptLists:
        def plan(unit: UnitOfWork) -> tuple[KeptLists, Changes | None]:
            stored, before = self._read(unit)
            after = change(before)
            return after, None if after == before else Changes(puts=(Put(after, before=stored),))

        return planned(self._caller.setting, plan)


def _checked_name(name: str) -> str:
    cleaned = clean_text(name).strip()
    if not cleaned:
        raise InvalidInput((Problem(code="text_missing", path="name", message="the view has no name; give it one"),))
    if wrong := about_name(cleaned, "name"):
        raise InvalidInput(wrong)
    return cleaned


def _within(kept: KeptLists) -> KeptLists:
    if len(kept.views) > MOST_VIEWS:
        message = f"there are {MOST_VIEWS} views; remove one before you save another"
        raise InvalidInput((Problem(code="views_too_many", path="name", message=message),))
    return kept
