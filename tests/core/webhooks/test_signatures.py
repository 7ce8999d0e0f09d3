"""
Webhooks are signed and verified by the scheme of Standard Webhooks.
"""

from __future__ import annotations

import base64
import pickle
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.webhooks import WebhookSecret, sign_webhook, verify_webhook
from leadflow.errors import InvalidInput, WebhookRefused

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
OLD, NEW = WebhookSecret.of(b"o" * 32), WebhookSecret.of(b"n" * 32)
BODY = b'{"a": "\xc3\xa5"}'
REASONS = ("body", "headers", "signature", "timestamp")


def refused(headers: Any, body: Any = BODY, now: datetime = NOW) -> str:
    """
    Return why a webhook is refused, which has to look the same from outside.
    """
    with pytest.raises(WebhookRefused) as raised:
        verify_webhook(headers, body, [NEW], now)
    assert str(raised.value) == str(WebhookRefused("anything"))
    return raised.value.reason


def test_documented_example_is_verified() -> None:
    """
    The example of the scheme's documentation has the signature that it says.
    """
    secret = WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.fromtimestamp(1614265330, UTC)
    body = b'{"test": 2432232314}'

    headers = sign_webhook("msg_p5jXN8AQM9LWM0D4loKWxJek", body, [secret], at)

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert verify_webhook(headers, body, [secret], at).id == "msg_p5jXN8AQM9LWM0D4loKWxJek"


def test_either_secret_verifies_while_they_are_rotated() -> None:
    """
    A webhook that is signed with two secrets is verified with either, and one that is signed with one by a reader of
    two.
    """
    both = sign_webhook("m", BODY, [OLD, NEW], NOW)

    for secrets in ([OLD], [NEW], [NEW, OLD]):
        assert verify_webhook(both, BODY, secrets, NOW).at == NOW
    assert verify_webhook(sign_webhook("m", BODY, [OLD], NOW), BODY, [NEW, OLD], NOW).id == "m"
    assert refused(sign_webhook("m", BODY, [OLD], NOW)) == "signature"


def test_zone_of_the_moment_does_not_matter() -> None:
    """
    A moment in another zone signs like the same one in UTC; one without a zone is refused.
    """
    there = NOW.astimezone(timezone(timedelta(hours=-7)))

    assert sign_webhook("m", BODY, [NEW], there) == sign_webhook("m", BODY, [NEW], NOW)
    with pytest.raises(InvalidInput, match="moment_naive"):
        sign_webhook("m", BODY, [NEW], datetime(2026, 3, 2))


@pytest.mark.parametrize("minutes", [-6, 6, 600_000])
def test_old_and_future_stamps_are_refused(minutes: int) -> None:
    """
    A webhook from more than five minutes ago or ahead is refused, though its signature is right.
    """
    assert refused(sign_webhook("m", BODY, [NEW], NOW + timedelta(minutes=minutes))) == "timestamp"


def test_raw_bytes_count() -> None:
    """
    The same JSON in other bytes is another body.
    """
    headers = sign_webhook("m", BODY, [NEW], NOW)

    assert refused(headers, BODY + b" ") == "signature"
    assert refused(headers, BODY.decode()) == "body"


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-id": None},
        {"webhook-id": "other"},
        {"webhook-id": "m.x"},
        {"webhook-id": ""},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "１７７２４５２８００"},
        {"webhook-timestamp": "9" * 400},
        {"webhook-timestamp": "-1"},
        {"webhook-signature": ""},
        {"webhook-signature": "v1,"},
        {"webhook-signature": "v1,====="},
        {"webhook-signature": "v1a," + base64.b64encode(b"x" * 64).decode()},
        {"webhook-signature": "v1,\ud800"},
        {"webhook-signature": "v1," + "A" * 1_000_000},
        {"webhook-signature": " ".join(["v1,AAAA"] * 10_000)},
        {"webhook-signature": 7},
    ],
)
def test_malformed_header_is_one_refusal(changed: Mapping[str, object]) -> None:
    """
    Whatever is wrong with a header is the same refusal.
    """
    headers: dict[str, object] = {**sign_webhook("m", BODY, [NEW], NOW), **changed}

    assert refused({name: value for name, value in headers.items() if value is not None}) in REASONS


def test_headers_in_any_case_are_read() -> None:
    """
    Names of headers are read in any letter case.
    """
    headers = {name.title(): value for name, value in sign_webhook("m", BODY, [NEW], NOW).items()}

    assert verify_webhook(headers, BODY, [NEW], NOW).body == BODY


@given(st.dictionaries(st.text(max_size=20) | st.just("webhook-signature"), st.text() | st.integers()), st.binary())
def test_anything_else_is_one_refusal(headers: Mapping[str, Any], body: bytes) -> None:
    """
    No headers and no body raise anything but the refusal.
    """
    assert refused(headers, body) in REASONS
    assert refused({"webhook-id": "m", "webhook-timestamp": "1772452800", **headers}, body) in REASONS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "whsec_",
        "whsec_AAAA",
        "whsec_" + "A" * 200,
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2La-_Sw",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ],
)
def test_secret_of_another_form_is_refused(text: str) -> None:
    """
    A secret that is too short, too long or in another base64 is refused and never taken for another one.
    """
    with pytest.raises(InvalidInput, match="whsec_"):
        WebhookSecret(text)


def test_secret_is_never_shown_nor_saved() -> None:
    """
    A secret is in no repr and no text, and pickling it fails.
    """
    assert NEW.text.removeprefix("whsec_") not in f"{NEW!r} {NEW} {[NEW]}"
    with pytest.raises(TypeError, match="not saved"):
        pickle.dumps(NEW)
