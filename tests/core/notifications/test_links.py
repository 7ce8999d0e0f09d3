"""
Action links: what is signed is read back, and nothing else is.
"""

from __future__ import annotations

import os
import random
import string
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.strategies import examples

from leadflow.core.notifications.link_grants import LinkAction, LinkGrant, pack
from leadflow.core.notifications.link_tokens import LinkKey, letters_of
from leadflow.core.notifications.links import _PURPOSE, ActionLinks
from leadflow.errors import ConfigurationError, InvalidInput, LinkExpired, LinkInvalid

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
OLD, NEW = LinkKey("old", b"o" * 32), LinkKey("new", b"n" * 32)
URL = "https://leads.acme.example/{token}"
LINKS = ActionLinks("acme", (NEW, OLD), url="https://leads.acme.example/l/{token}")
GRANT = LinkGrant(
    token_id=bytes(range(16)),
    lead_id="0199c0de-0000-7000-8000-000000000001",
    assignment=2,
    recipient_id="0199c0de-0000-7000-8000-000000000002",
    actions=frozenset(LinkAction),
    expires_at=NOW + timedelta(days=14),
)
ROUNDS = 100_000 if os.environ.get("LEADFLOW_SOAK") else 10_000
ALPHABET = string.ascii_letters + string.digits + "-_"


def mutated(token: str, dice: random.Random) -> str:
    """
    Return *token* with something changed: a letter, the length, the order, or the case.
    """
    place = dice.randrange(len(token))
    match dice.randrange(6):
        case 0:
            return token[:place] + dice.choice(ALPHABET) + token[place + 1 :]
        case 1:
            return token[:place] + token[place + 1 :]
        case 2:
            return token[:place] + dice.choice(ALPHABET + ".=+/ %\x00é") + token[place:]
        case 3:
            other = dice.randrange(len(token))
            return token[place:] + token[:place] if other % 2 else token[:other] + token[place:]
        case 4:
            return token[:place] + token[place:].swapcase()
        case _:
            return token[:-1] + dice.choice(ALPHABET)


@examples(300)
@given(lead=st.text(max_size=40), person=st.text(max_size=40), actions=st.sets(st.sampled_from(LinkAction)))
def test_what_was_signed_is_read_back(lead: str, person: str, actions: set[LinkAction]) -> None:
    """
    A signed grant is read back for any ids, in characters that are safe in a URL.
    """
    grant = evolve(GRANT, lead_id=lead, recipient_id=person, actions=frozenset(actions))
    token = LINKS.sign(grant)

    assert LINKS.read(token, NOW) == grant
    assert len(token) <= 400
    assert set(token) <= set(ALPHABET)


def test_no_mutated_token_is_valid() -> None:
    """
    Every change of a token makes it invalid, also one that base64 would not notice.
    """
    dice, token, accepted = random.Random(5), LINKS.sign(GRANT), 0
    for _ in range(ROUNDS):
        forged = mutated(token, dice)
        if forged == token:
            continue
        try:
            LINKS.read(forged, NOW)
            accepted += 1
        except LinkInvalid as error:
            assert str(error) == "this link is not valid; use the one in the mail"

    assert accepted == 0


@pytest.mark.parametrize("token", ["", "a", "a" * 4000, ".", "%00", "é" * 90, LINKS.sign(GRANT) + "="])
def test_nonsense_is_invalid_like_everything_else(token: str) -> None:
    """
    The same answer, whatever is wrong.
    """
    with pytest.raises(LinkInvalid, match="this link is not valid; use the one in the mail"):
        LINKS.read(token, NOW)


def test_another_suppliers_link_is_invalid() -> None:
    """
    Another supplier's link is invalid, even with the same key.
    """
    with pytest.raises(LinkInvalid):
        ActionLinks("globex", (NEW,), URL).read(LINKS.sign(GRANT), NOW)


def test_links_expire_with_a_minute_of_patience() -> None:
    """
    Clocks differ a little.
    """
    token = LINKS.sign(GRANT)

    assert LINKS.read(token, GRANT.expires_at + timedelta(seconds=59)) == GRANT
    with pytest.raises(LinkExpired):
        LINKS.read(token, GRANT.expires_at + timedelta(seconds=60))


def test_old_links_work_after_a_rotation_and_not_after_the_drop() -> None:
    """
    The newest key signs, and all verify.
    """
    before = ActionLinks("acme", (OLD,), URL).sign(GRANT)

    assert LINKS.read(before, NOW) == GRANT
    with pytest.raises(LinkInvalid):
        ActionLinks("acme", (NEW,), URL).read(before, NOW)
    with pytest.raises(LinkInvalid):
        ActionLinks("acme", (OLD,), URL).read(LINKS.sign(GRANT), NOW)


@pytest.mark.parametrize(
    "ids", [("nordlys", "maja"), ("", "maja"), ("p" * 160, "u" * 160), ("p" * 100, "ø\ud800"), ("a", "")]
)
def test_an_unsubscribe_link_names_partner_and_person(ids: tuple[str, str]) -> None:
    """
    Each pair of partner and person has its own unsubscribe token.
    """
    links = evolve(LINKS, unsubscribe_url="https://x.example/u/{token}")
    token = links.unsubscribe_link(*ids).rpartition("/")[2]

    assert links.read_unsubscribe(token) == ids
    assert token != links.unsubscribe_link(ids[0] + ids[1], "").rpartition("/")[2] or not ids[1]


def test_a_token_ends_with_a_letter() -> None:
    """
    Mail programs that make links of a text leave out a dash or an underscore at its end.
    """
    links, ends = evolve(LINKS, unsubscribe_url="https://x.example/u/{token}"), set[str]()
    for number in range(500):
        ends.add(links.unsubscribe_link("nordlys", f"maja{number}{'x' * (number % 3)}")[-1])
        ends.add(links.sign(evolve(GRANT, assignment=number, recipient_id="m" * (number % 4)))[-1])

    assert ends <= set(string.ascii_letters)


@pytest.mark.parametrize("length", range(4))
def test_links_of_earlier_mail_are_read(length: int) -> None:
    """
    They end with any character, and are valid as long as they were to be; what base64 reads alike is not.
    """
    grant = evolve(GRANT, recipient_id="r" * length)
    payload = pack(grant, NEW.id)
    before = letters_of(payload + LINKS._signer.mac(NEW, _PURPOSE, payload))

    assert before != LINKS.sign(grant)
    assert LINKS.read(before, NOW) == grant
    alike = [before[:-1] + letter for letter in ALPHABET if _decoded(before[:-1] + letter) == _decoded(before)]
    assert len(alike) == 4 ** (-len(before) % 4)
    for other in set(alike) - {before}:
        with pytest.raises(LinkInvalid):
            LINKS.read(other, NOW)


def _decoded(token: str) -> bytes:
    return urlsafe_b64decode(token + "=" * (-len(token) % 4))


def test_ids_of_160_characters_make_links() -> None:
    """
    Of lead and recipient together.
    """
    grant = evolve(GRANT, lead_id="l" * 160, recipient_id="r" * 160)

    assert LINKS.read(LINKS.sign(grant), NOW) == grant


def test_ids_that_no_link_can_hold_are_refused() -> None:
    """
    When the mail is made, and not when somebody presses.
    """
    with pytest.raises(ConfigurationError, match="use shorter ids"):
        LINKS.unsubscribe_link("p" * 300, "u" * 300)


def test_a_link_for_one_purpose_is_none_for_another() -> None:
    """
    An unsubscribe link does not accept a lead, and the other way round.
    """
    links = evolve(LINKS, unsubscribe_url="https://x.example/u/{token}")
    token = links.unsubscribe_link("nordlys", "maja").rpartition("/")[2]

    assert links.read_unsubscribe(token) == ("nordlys", "maja")
    with pytest.raises(LinkInvalid):
        links.read(token, NOW)
    with pytest.raises(LinkInvalid):
        links.read_unsubscribe(links.sign(GRANT))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: LinkKey("k", b"short"),
        lambda: LinkKey("", b"x" * 32),
        lambda: ActionLinks("acme", (), URL),
        lambda: ActionLinks("acme", (NEW, NEW), URL),
        lambda: ActionLinks("acme", (NEW,), url="javascript:{token}"),
        lambda: ActionLinks("acme", (NEW,), URL, valid_for=timedelta(seconds=59)),
        lambda: ActionLinks("acme", (NEW,), URL, valid_for=timedelta(days=91)),
        lambda: ActionLinks("acme", (NEW,), URL, unsubscribe_url="https://x.example/unsubscribe"),
        lambda: ActionLinks("acme", (NEW,), URL, unsubscribe_url="javascript:{token}"),
        lambda: ActionLinks("acme", (NEW,), URL, unsubscribe_url="http://x.example/u/{token}"),
    ],
)
def test_what_cannot_work_is_refused_by_its_parameter(wrong: object) -> None:
    """
    Weak secrets, no keys, wrong bounds, addresses that lead nowhere.
    """
    with pytest.raises(InvalidInput, match=r"^(LinkKey|ActionLinks)\.(id|secret|keys|url|valid_for|unsubscribe_url): "):
        wrong()  # type: ignore[operator]  # each is a call


def test_secrets_stay_out_of_reprs() -> None:
    """
    Reprs of keys and of their owners contain no secrets.
    """
    assert "nnn" not in repr(LINKS)
