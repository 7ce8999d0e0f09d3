"""
What is exchanged with other systems: cursors, values and tokens.
"""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_campaign, a_lead, a_partner

from leadflow.core.connectors import (
    AccessToken,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    SharedField,
    SyncCursor,
    digest_of,
    incoming,
    outgoing,
)
from leadflow.core.subjects import Subjects
from leadflow.core.syncing.current import lead_says
from leadflow.errors import InvalidInput

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def a_record(id: str = "a", *, at: datetime = NOON, email: str = "ann@granit.example") -> RemoteRecord:
    """
    A record that was changed at *at*.
    """
    return RemoteRecord(ref=RemoteRef(RemoteKind.LEAD, id), values={"email": email}, modified_at=at)


def test_cursor_drops_what_it_has_seen() -> None:
    """
    A record that is shown again with the same content is not new, and one with other content is.
    """
    cursor = SyncCursor().moved([a_record()], covered=NOON)

    assert cursor.fresh([a_record(), a_record(email="bo@granit.example"), a_record("b")]) == (
        a_record(email="bo@granit.example"),
        a_record("b"),
    )


def test_cursor_asks_from_before_its_stamp() -> None:
    """
    A pull asks from before the stamp by the overlap, so that changes that become visible late are shown.
    """
    cursor = SyncCursor().moved([], covered=NOON)

    assert cursor.stamp == NOON
    assert cursor.since(timedelta(minutes=3)) == NOON - timedelta(minutes=3)
    assert SyncCursor().since() is None


def test_cursor_never_moves_past_what_is_covered_nor_back() -> None:
    """
    The stamp is what the system has covered, though newer records were shown, and it never moves back.
    """
    cursor = SyncCursor().moved([a_record(at=NOON + timedelta(hours=1))], covered=NOON)

    assert cursor.stamp == NOON
    assert cursor.moved([], covered=NOON - timedelta(hours=1)).stamp == NOON
    assert cursor.moved([], covered=None).stamp == NOON


def test_cursor_forgets_what_no_pull_shows_again() -> None:
    """
    What is older than the overlap is forgotten, so that a cursor does not grow.
    """
    cursor = SyncCursor().moved([a_record()], covered=NOON)

    assert cursor.moved([], covered=NOON + timedelta(days=1)).seen == ()


def test_amounts_with_other_zeros_are_one_content() -> None:
    """
    The digest of an amount does not depend on how many zeros are written.
    """
    one = evolve(a_record(), values={"amount": Decimal("100")})

    assert digest_of(one) == digest_of(evolve(one, values={"amount": Decimal("100.00")}))
    assert digest_of(one) != digest_of(evolve(one, values={"amount": "100"}))


def test_values_are_never_floats_nor_without_a_zone() -> None:
    """
    A float and a moment without a zone are refused with the name of the value.
    """
    with pytest.raises(TypeError, match=r"values\['amount'\] is a float; read numbers as Decimal"):
        evolve(a_record(), values={"amount": 1.5})
    with pytest.raises(InvalidInput, match=r"values\['at'\]"):
        evolve(a_record(), values={"at": datetime(2026, 1, 1)})


def test_token_is_never_shown_nor_saved() -> None:
    """
    A token is in no repr and no text, and pickling it fails.
    """
    token = AccessToken("s3cret")

    assert "s3cret" not in f"{token!r} {token} {[token]}"
    with pytest.raises(TypeError, match="a token is not saved"):
        pickle.dumps(token)


def test_records_do_not_show_their_values() -> None:
    """
    The repr of a record names its id and none of its values.
    """
    assert "granit" not in repr(a_record())


def test_text_from_outside_has_nothing_that_no_store_keeps() -> None:
    """
    NUL and halves of characters are taken out of what another system says, and its words are found by any spelling.
    """
    shared = SharedField(field="stage", remote="Status", values={"open": "New"})

    assert incoming(shared, "a\x00b\ud800") == "ab"
    assert incoming(shared, " NEW ") == "open"
    assert outgoing(shared, "Open") == "New"


def test_every_field_of_a_lead_can_be_shared() -> None:
    """
    Fields of its partner and its campaign too, and those that are made of several leads, which say nothing here.
    """
    subjects = Subjects(
        evolve(a_lead(), partner_id="p"), a_partner(id="p", embedded_apps=("maps",)), a_campaign(id="c")
    )
    shared = [SharedField(field=name, remote=name) for name in SCHEMA.leads]

    said = lead_says(shared, subjects, SCHEMA.leads, None)

    assert (said["embedded_apps"], said["partner_id"], said["partner_last_active_at"]) == (("maps",), "p", None)


def test_token_ends_at_a_moment() -> None:
    """
    A moment without a zone is refused where the token is created, since it is compared with the clock of the system.
    """
    with pytest.raises(InvalidInput) as refused:
        AccessToken("s3cret", datetime(2026, 3, 2, 12))
    assert "s3cret" not in str(refused.value)
    assert AccessToken("s3cret", NOON).expires_at == NOON
