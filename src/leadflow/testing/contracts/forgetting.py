"""
What a store must do when it forgets what messages say of their recipients.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.facts import Actor
from leadflow.core.notifications import (
    MessageSent,
    PostChange,
    PostEvent,
    forgotten,
    forgotten_event,
)
from leadflow.ports import ExportPosts, OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, NOW, SUPPLIER, a_lead, a_message, an_export_message, changes_of
from leadflow.testing.contracts.store import StoreContract, committed

__all__ = ["ExportPostsContract", "ForgettingContract"]

_MESSAGE: Final = an_export_message()


class ForgettingContract(StoreContract):
    """
    What `Changes.forgets` must take away, and what it must leave.
    """

    def test_forgotten_message_keeps_its_skeleton(self, open_unit: OpenUnit) -> None:
        """
        Key, kind, recipient and trail stay; the address, the names, the link and digests of addresses go.
        """
        sent = PostEvent(_MESSAGE.key, 1, NOW, Actor("relay"), MessageSent(address="0" * 32))
        committed(open_unit, Changes(messages=(_MESSAGE,)), Changes(posts=(PostChange(key=_MESSAGE.key, event=sent),)))
        committed(open_unit, Changes(forgets=frozenset({_MESSAGE.key, "f" * 32})))
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            found = unit.posts.one(_MESSAGE.key)

        assert found.message == forgotten(_MESSAGE)
        assert found.trail == (forgotten_event(sent),)

    def test_forgetting_leaves_other_messages(self, open_unit: OpenUnit) -> None:
        """
        Those of the same supplier, about a lead too, and one with the same key that is another supplier's.
        """
        other, about = an_export_message("export-2"), a_message(a_lead())
        foreign = evolve(_MESSAGE, supplier_id="other")
        committed(open_unit, Changes(messages=(_MESSAGE, other)), evolve(changes_of(a_lead()), messages=(about,)))
        committed(open_unit, Changes(messages=(foreign,)), supplier_id="other")
        committed(open_unit, Changes(forgets=frozenset({_MESSAGE.key})))
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert [unit.posts.one(one.key).message for one in (other, about)] == [other, about]
        with open_unit("other", KIT_SCHEMA) as unit:
            assert unit.posts.one(_MESSAGE.key).message == foreign

    def test_forgotten_trail_goes_on(self, open_unit: OpenUnit) -> None:
        """
        The next event follows on the trail.
        """
        events = [PostEvent(_MESSAGE.key, 1, NOW, Actor("relay"), MessageSent(address="0" * 32))]
        events.append(PostEvent(_MESSAGE.key, 2, NOW + timedelta(hours=1), Actor("relay"), MessageSent()))
        committed(open_unit, Changes(messages=(_MESSAGE,)))
        committed(open_unit, Changes(posts=(PostChange(key=_MESSAGE.key, event=events[0]),)))
        committed(open_unit, Changes(forgets=frozenset({_MESSAGE.key})))
        committed(open_unit, Changes(posts=(PostChange(key=_MESSAGE.key, event=events[1]),)))
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.posts.one(_MESSAGE.key).trail == tuple(map(forgotten_event, events))


class ExportPostsContract(StoreContract):
    """
    What every store must do whose `PostReader` finds messages about no lead.
    """

    def test_messages_about_no_lead_are_found_once(self, open_unit: OpenUnit) -> None:
        """
        Pages joined are all of them, and those about leads or of other suppliers are not among them.
        """
        exports = [an_export_message(f"export-{number}") for number in range(7)]
        committed(open_unit, Changes(messages=tuple(exports)))
        committed(open_unit, evolve(changes_of(a_lead()), messages=(a_message(a_lead()),)))
        committed(open_unit, Changes(messages=(evolve(_MESSAGE, supplier_id="other"),)), supplier_id="other")
        found, after = [], None
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert isinstance(unit.posts, ExportPosts), "this store finds no messages about exports"
            while page := unit.posts.without_lead(after, 3):
                found += [one.message for one in page]
                after = page[-1].message.key

        assert sorted(one.key for one in found) == sorted(one.key for one in exports)
        assert set(map(repr, found)) == set(map(repr, exports))
