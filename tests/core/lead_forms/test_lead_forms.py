"""
Lead forms of Meta, LinkedIn and Google Ads: who sent them, and what they say.
"""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.builders import an_office

from leadflow.adapters.connectors import LinkedInForms, MetaForms
from leadflow.core.connectors import AccessToken
from leadflow.core.intake import Distribution
from leadflow.core.lead_forms import (
    FormEntry,
    LinkedInNotice,
    MetaNotice,
    answer_linkedin_challenge,
    answer_meta_handshake,
    linkedin_entry,
    meta_entry,
    read_google_ads_form,
    read_linkedin_notices,
    read_meta_notices,
)
from leadflow.core.lead_forms.reading import moment_of
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.errors import InvalidInput, NotFound, PortError, WebhookRefused

SECRET = "app secret"
AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
META = {
    "object": "page",
    "entry": [
        {
            "changes": [
                {
                    "field": "leadgen",
                    "value": {"leadgen_id": "44", "page_id": 55, "form_id": 66, "created_time": 1772357400},
                }
            ]
        },
        {
            "changes": [
                {"field": "feed", "value": {"leadgen_id": 1}},
                {"field": "leadgen", "value": {"leadgen_id": 9007199254740993, "ad_id": "7"}},
            ]
        },
    ],
}
LINKEDIN = {
    "type": "LEAD_ACTION",
    "leadGenForm": "urn:li:leadGenForm:3",
    "leadGenFormResponse": "urn:li:leadGenFormResponse:abc-1",
    "leadAction": "CREATED",
}
ANSWERS = {
    "id": "abc-1",
    "submittedAt": 1772357400000,
    "testLead": True,
    "versionedLeadGenFormUrn": "urn:li:versionedLeadGenForm:(urn:li:leadGenForm:3,2)",
    "formResponse": {
        "answers": [
            {"questionId": 1, "answerDetails": {"textQuestionAnswer": {"answer": "ann@granit.example"}}},
            {"questionId": 2, "answerDetails": {"multipleChoiceAnswer": {"options": [5, 6]}}},
        ]
    },
}
FORM = {
    "content": {
        "questions": [
            {"questionId": 1, "predefinedField": "EMAIL"},
            {
                "questionId": 2,
                "name": "interest",
                "questionDetails": {
                    "multipleChoiceQuestionDetails": {
                        "options": [{"id": 5, "text": {"localized": {"en_US": "Roofs"}}}, {"id": 6, "text": "Walls"}]
                    }
                },
            },
        ]
    }
}
GOOGLE = {
    "lead_id": "TeSter-123",
    "user_column_data": [
        {"column_id": "EMAIL", "string_value": "ann@granit.example"},
        {"column_id": "WHICH_SIZE", "column_name": "Which size?", "string_value": "10-50"},
        {"column_id": "PHONE_NUMBER"},
    ],
    "form_id": 40000000000,
    "campaign_id": "123",
    "google_key": "key 1",
    "is_test": True,
}


def signed(body: bytes, secret: str = SECRET, before: bytes = b"") -> str:
    """
    Return the signature of *body*.
    """
    return hmac.new(secret.encode(), before + body, sha256).hexdigest()


def meta_of(data: object, secret: str = SECRET) -> tuple[MetaNotice, ...]:
    """
    Read *data* as Meta would post it.
    """
    body = json.dumps(data).encode()
    headers = {"X-Hub-Signature-256": f"sha256={signed(body, secret)}"}
    return read_meta_notices(headers, body, lambda: ["older", SECRET])


def linkedin_of(data: object, secret: str = SECRET) -> tuple[LinkedInNotice, ...]:
    """
    Read *data* as LinkedIn would post it.
    """
    body = json.dumps(data).encode()
    headers = {"x-li-signature": f"hmacsha256={signed(body, secret, b'hmacsha256=')}"}
    return read_linkedin_notices(headers, body, lambda: [SECRET])


def google_of(data: object) -> FormEntry:
    """
    Read *data* as Google would post it.
    """
    return read_google_ads_form(json.dumps(data).encode(), lambda: ["key 0", "key 1"])


def test_meta_notices_are_all_read() -> None:
    """
    Several entries in one body are all there, ids as texts or numbers of any length, and other changes are not.
    """
    first, second = meta_of(META)
    assert first == MetaNotice(leadgen_id="44", page_id="55", form_id="66", created_at=AT)
    assert second == MetaNotice(leadgen_id="9007199254740993", ad_id="7")


def test_meta_handshake_echoes_its_challenge() -> None:
    """
    With the token of the settings, and not without it.
    """
    params = {"hub.mode": "subscribe", "hub.verify_token": "mine", "hub.challenge": "1158201444"}
    assert answer_meta_handshake(params, lambda: "mine") == "1158201444"
    for wrong in ({**params, "hub.verify_token": "x"}, {**params, "hub.mode": "x"}, {}):
        with pytest.raises(WebhookRefused):
            answer_meta_handshake(wrong, lambda: "mine")


def test_meta_entry_has_the_answers() -> None:
    """
    By the keys of the author of the form; what the notice knew stands in for what is not said.
    """
    data = {
        "created_time": "2026-03-01T09:30:00+0000",
        "field_data": [{"name": "email", "values": ["a@x.example"]}, {"name": "tools", "values": ["a", "b"]}],
    }
    entry = meta_entry(data, MetaNotice(leadgen_id="44", form_id="66"))
    assert (entry.answers, entry.sent_at) == ({"email": ("a@x.example",), "tools": ("a", "b")}, AT)
    assert (entry.form_id, entry.idempotency_key) == ("66", "lead form meta 44")


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_moment_of_an_entry_without_zone_is_utc(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The zone of the machine never counts.
    """
    with monkeypatch.context() as there:
        there.setenv("TZ", zone)
        time.tzset()
        found = moment_of("2026-03-01T09:30:00")
    time.tzset()
    assert found == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def test_linkedin_challenge_is_answered() -> None:
    """
    With the hexadecimal HMAC of the code.
    """
    assert answer_linkedin_challenge("890e4665", lambda: SECRET) == {
        "challengeCode": "890e4665",
        "challengeResponse": signed(b"890e4665"),
    }


def test_linkedin_entry_has_names_and_words() -> None:
    """
    With the form, questions have their names and choices are words; without it, both are ids.
    """
    assert linkedin_of(LINKEDIN) == (LinkedInNotice(response_id="abc-1", form_id="3"),)
    assert linkedin_of({**LINKEDIN, "leadAction": "DELETED"}) == ()
    bare, whole = linkedin_entry(ANSWERS), linkedin_entry(ANSWERS, FORM)
    assert bare.answers == {"1": ("ann@granit.example",), "2": ("5", "6")}
    assert (whole.answers["EMAIL"], whole.answers["interest"]) == (("ann@granit.example",), ("Roofs", "Walls"))
    assert (whole.form_id, whole.sent_at, whole.is_test) == ("3", AT, True)


def test_google_entry_is_in_the_post() -> None:
    """
    Questions have their id and their text, and each part may be missing.
    """
    entry = google_of(GOOGLE)
    assert entry.answers == {"EMAIL": ("ann@granit.example",), "WHICH_SIZE": ("10-50",), "Which size?": ("10-50",)}
    assert (entry.id, entry.form_id, entry.campaign_id, entry.is_test) == ("TeSter-123", "40000000000", "123", True)
    assert google_of({"lead_id": 9007199254740993, "google_key": "key 0"}).id == "9007199254740993"
    for wrong in ({**GOOGLE, "google_key": "x"}, {"google_key": "key 1"}, {**GOOGLE, "google_key": None}):
        with pytest.raises(WebhookRefused):
            google_of(wrong)


def test_another_secret_is_refused() -> None:
    """
    Whoever does not know a secret is refused, in one way.
    """
    for call in (lambda: meta_of(META, "x"), lambda: linkedin_of(LINKEDIN, "x")):
        with pytest.raises(WebhookRefused, match="not verified"):
            call()
    with pytest.raises(WebhookRefused):
        read_meta_notices({}, b"{}", lambda: [SECRET])
    with pytest.raises(WebhookRefused):
        read_meta_notices({"x-hub-signature-256": "sha1=" + signed(b"{}")}, b"{}", lambda: [SECRET])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "entry",
                    "changes",
                    "field",
                    "value",
                    "leadgen_id",
                    "field_data",
                    "name",
                    "values",
                    "formResponse",
                    "answers",
                    "questionId",
                    "answerDetails",
                    "content",
                    "questions",
                    "leadGenFormResponse",
                    "user_column_data",
                    "column_id",
                    "string_value",
                    "lead_id",
                    "google_key",
                    "submittedAt",
                    "leadMetadata",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


def answered(call: Callable[[], object]) -> object:
    """
    Return what a call returns, or how it refuses.
    """
    try:
        return call()
    except WebhookRefused as refused:
        return refused


@given(data=JSON)
def test_whatever_is_sent_has_an_answer(data: Any) -> None:
    """
    Anything in the right envelope is read or refused, and nothing else is raised.
    """
    calls: list[Callable[[], object]] = [lambda: meta_of(data), lambda: linkedin_of(data), lambda: google_of(data)]
    if isinstance(data, dict):
        calls += [lambda: meta_entry(data, MetaNotice(leadgen_id="1")), lambda: linkedin_entry(data, data)]
    for call in calls:
        assert isinstance(answered(call), tuple | FormEntry | WebhookRefused)
    if not isinstance(data, dict):
        assert all(isinstance(answered(call), WebhookRefused) for call in calls)


@given(body=st.binary(max_size=60))
def test_any_bytes_have_an_answer(body: bytes) -> None:
    """
    A body that is no JSON is refused, also with the right signature.
    """
    headers = {"X-Hub-Signature-256": f"sha256={signed(body)}"}
    answer = answered(lambda: read_meta_notices(headers, body, lambda: [SECRET]))
    assert isinstance(answer, WebhookRefused) or body.strip().startswith(b"{")


def test_an_entry_becomes_a_lead_once() -> None:
    """
    With its id in the network, its moment and its source; a repetition makes no second lead.
    """
    office = an_office()
    entry = google_of(GOOGLE)
    draft = entry.draft(STANDARD_SCHEMA, {"email": "EMAIL", "city": "CITY"})
    done = [office.desk.receive(draft, idempotency_key=entry.idempotency_key) for _ in range(2)]
    assert all(isinstance(one, Distribution) for one in done)
    lead = office.desk.lead(done[0].lead.id)
    assert done[1].lead.id == lead.id
    assert (lead.source, lead.external_ids[0].id) == ("google_ads", "TeSter-123")
    assert entry.unread({"email": "EMAIL"}) == "'WHICH_SIZE' or 'Which size?'"
    with pytest.raises(InvalidInput, match="email"):
        entry.draft(STANDARD_SCHEMA, {"e_mail": "EMAIL"})


def credentials(renewed: AccessToken | None = None) -> AccessToken:
    """
    Give a token.
    """
    return AccessToken("page token")


def answering(pages: Mapping[str, tuple[int, object]], asked: list[httpx.Request]) -> httpx.MockTransport:
    """
    Return a way to a server with these pages.
    """

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        status, data = pages.get(request.url.path, (404, {}))
        return httpx.Response(status, json=data)

    return httpx.MockTransport(handle)


def test_meta_entries_are_fetched() -> None:
    """
    By their id, with the fields that are wanted; one that is not there, and a server that is ill, are told apart.
    """
    asked: list[httpx.Request] = []
    pages = {"/v24.0/44": (200, {"field_data": [{"name": "email", "values": ["a@x.example"]}]}), "/v24.0/45": (500, {})}
    forms = MetaForms(credentials, transport=answering(pages, asked))
    assert forms.entry(MetaNotice(leadgen_id="44")).answers == {"email": ("a@x.example",)}
    assert "field_data" in asked[0].url.params["fields"]
    with pytest.raises(NotFound):
        forms.entry(MetaNotice(leadgen_id="46"))
    with pytest.raises(PortError):
        forms.entry(MetaNotice(leadgen_id="45"))
    with pytest.raises(NotFound):
        forms.entry(MetaNotice(leadgen_id="../me"))


def test_linkedin_entries_are_fetched_with_their_form_once() -> None:
    """
    A form is asked for once, and its version is in each call.
    """
    asked: list[httpx.Request] = []
    pages = {"/rest/leadFormResponses/abc-1": (200, ANSWERS), "/rest/leadForms/3": (200, FORM)}
    forms = LinkedInForms(credentials, transport=answering(pages, asked))
    for _ in range(2):
        assert forms.entry(LinkedInNotice(response_id="abc-1")).answers["interest"] == ("Roofs", "Walls")
    assert [one.url.path for one in asked].count("/rest/leadForms/3") == 1
    assert {one.headers["linkedin-version"] for one in asked} == {"202606"}
