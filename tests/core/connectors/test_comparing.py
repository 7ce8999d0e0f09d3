"""
What both sides say is compared with what they last agreed on.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from leadflow.core.connectors import (
    Clearing,
    SharedField,
    SharedValue,
    SyncConflictPolicy,
    SyncDirection,
    Verdict,
    compare_pulled,
    compare_pushed,
)

CITY = SharedField(field="city", remote="City")
AGREED = SharedValue("city", "a", "a")


def pulled(
    ours: str,
    theirs: str,
    before: SharedValue | None = AGREED,
    shared: SharedField = CITY,
    *,
    theirs_newer: bool = True,
) -> tuple[Verdict, bool]:
    """
    Compare after a pull.
    """
    found = compare_pulled(shared, before, ours, theirs, theirs_newer=theirs_newer)
    return found.verdict, found.conflict


def test_echo_is_known_by_its_content() -> None:
    """
    What both sides have, and what the other side had before, changes nothing.
    """
    assert pulled("a", "a") == (Verdict.KEEP, False)
    assert pulled("b", "a") == (Verdict.KEEP, False)
    assert pulled("b", "b") == (Verdict.KEEP, False)


def test_change_of_one_side_is_taken_or_sent() -> None:
    """
    A change that only the other side made is taken, and one that only we made is sent.
    """
    assert pulled("a", "b") == (Verdict.TAKE, False)
    assert compare_pushed(CITY, AGREED, "b").verdict is Verdict.SEND
    assert compare_pushed(CITY, AGREED, "a").verdict is Verdict.KEEP


@pytest.mark.parametrize(
    ("policy", "theirs_newer", "verdict"),
    [
        (SyncConflictPolicy.THEIRS, False, Verdict.TAKE),
        (SyncConflictPolicy.OURS, True, Verdict.SEND),
        (SyncConflictPolicy.NEWEST, True, Verdict.TAKE),
        (SyncConflictPolicy.NEWEST, False, Verdict.SEND),
        (SyncConflictPolicy.ASK, True, Verdict.ASK),
    ],
)
def test_policy_decides_what_both_have_changed(
    policy: SyncConflictPolicy, theirs_newer: bool, verdict: Verdict
) -> None:
    """
    Where both sides have changed a field, its policy says which is kept.
    """
    shared = evolve(CITY, on_conflict=policy)

    assert pulled("b", "c", shared=shared, theirs_newer=theirs_newer) == (verdict, True)


def test_what_is_kept_is_sent_by_the_next_push() -> None:
    """
    Ours that was kept in a conflict differs from what was agreed, so a push sends it.
    """
    shared = evolve(CITY, on_conflict=SyncConflictPolicy.OURS)
    kept = compare_pulled(shared, AGREED, "b", "c", theirs_newer=True).agreed

    assert compare_pushed(shared, kept, "b").verdict is Verdict.SEND


def test_held_field_waits_until_a_side_changes_again() -> None:
    """
    While a person has to choose, neither side is written; a later edit of ours decides for it.
    """
    shared = evolve(CITY, on_conflict=SyncConflictPolicy.ASK)
    held = compare_pulled(shared, AGREED, "b", "c", theirs_newer=True).agreed

    assert compare_pushed(shared, held, "b").verdict is Verdict.KEEP
    assert compare_pulled(shared, held, "b", "c", theirs_newer=True).agreed.held
    assert pulled("b", "d", held, shared) == (Verdict.ASK, True)
    assert compare_pushed(shared, held, "d").verdict is Verdict.SEND
    assert not compare_pulled(shared, held, "c", "c", theirs_newer=True).agreed.held


@pytest.mark.parametrize(("clears", "verdict"), [(Clearing.BOTH, Verdict.TAKE), (Clearing.OURS, Verdict.KEEP)])
def test_missing_value_of_theirs_clears_as_it_is_set(clears: Clearing, verdict: Verdict) -> None:
    """
    A value that the other side lost is cleared here if the field says so, and never sent there again by itself.
    """
    found = compare_pulled(evolve(CITY, clears=clears), AGREED, "a", "", theirs_newer=True)

    assert found.verdict is verdict
    if verdict is Verdict.KEEP:
        assert compare_pushed(CITY, found.agreed, "a").verdict is Verdict.KEEP


@pytest.mark.parametrize(("clears", "verdict"), [(Clearing.BOTH, Verdict.SEND), (Clearing.THEIRS, Verdict.KEEP)])
def test_missing_value_of_ours_clears_as_it_is_set(clears: Clearing, verdict: Verdict) -> None:
    """
    A value that we lost is cleared there if the field says so.
    """
    assert compare_pushed(evolve(CITY, clears=clears), AGREED, "").verdict is verdict


def test_field_that_is_only_pulled_always_takes_theirs() -> None:
    """
    A field that is only pulled takes a change of the other side, whatever its policy.
    """
    shared = evolve(CITY, direction=SyncDirection.PULL, on_conflict=SyncConflictPolicy.OURS)

    assert pulled("b", "c", shared=shared)[0] is Verdict.TAKE


def test_what_a_system_always_makes_of_ours_is_not_sent_back_for_ever() -> None:
    """
    A system that writes what it gets in its own way is believed at first, and then known.
    """
    agreed, takes = AGREED, 0
    for _ in range(20):
        agreed = compare_pushed(CITY, agreed, "abc").agreed
        found = compare_pulled(CITY, agreed, "abc", "ABC", theirs_newer=True)
        agreed, takes = found.agreed, takes + (found.verdict is Verdict.TAKE)

    assert takes < 5
    assert compare_pushed(CITY, agreed, "abc").verdict is Verdict.KEEP


def test_edits_of_people_are_never_taken_for_what_a_system_makes() -> None:
    """
    Edits in the other system without a push between them are all taken, however often they repeat.
    """
    agreed = AGREED
    for number in range(50):
        theirs = "bc"[number % 2]
        found = compare_pulled(CITY, agreed, agreed.ours, theirs, theirs_newer=True)
        agreed = found.agreed

        assert found.verdict is Verdict.TAKE
