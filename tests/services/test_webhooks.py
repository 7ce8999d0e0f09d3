"""
Leads are received as webhooks.
"""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from attrs import evolve
from tests.services.builders import HOST, Office, an_office

from leadflow.core.leads import ExternalId
from leadflow.core.webhooks import WebhookMapping, WebhookSecret, sign_webhook
from leadflow.errors import InvalidInput
from leadflow.services import WebhookAnswer, WebhookReceiver

SECRET = WebhookSecret.of(b"s" * 32)
MAPPING = WebhookMapping(
    fields={"email": "data.person.email", "city": "data.answers[0].text", "employee_count": "data.employees"},
    external_id="data.id",
    system="pages",
    source="landing_page",
    partner="data.partner",
)
LEAD = {
    "data": {"id": 12345678901234567890, "person": {"email": "ann@granit.example"}, "answers": [{"text": "Kiruna"}]}
}


@pytest.fixture
def office() -> Office:
    """
    An office with partners.
    """
    return an_office()


def post(office: Office, body: object, *, id: str = "msg_1", signed: bool = True) -> WebhookAnswer:
    """
    Send a webhook.
    """
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = sign_webhook(id, text, [SECRET if signed else WebhookSecret.of(b"x" * 32)], office.clock())
    return WebhookReceiver(office.setting, HOST, mapping=MAPPING, secrets=lambda: [SECRET]).receive(headers, text)


def test_webhook_becomes_a_lead(office: Office) -> None:
    """
    Values are read by their paths; what is not there says nothing, and a long number keeps its digits.
    """
    answer = post(office, LEAD)

    (lead,) = office.leads()
    assert (answer.status, answer.lead_id) == (200, lead.id)
    assert dict(lead.values.items()) == {"email": "ann@granit.example", "city": "Kiruna"}
    assert lead.source == "landing_page"
    assert lead.external_ids == (ExternalId("pages", "12345678901234567890"),)


def test_repetition_makes_nothing_twice(office: Office) -> None:
    """
    The same id again, days later and with a new stamp, gets the same answer; another id updates the lead.
    """
    first = post(office, LEAD)
    office.clock.advance(timedelta(days=6))

    assert post(office, LEAD) == first
    post(office, {"data": {"person": {"email": "ann@granit.example"}, "answers": [{"text": "Oslo"}]}}, id="msg_2")

    (lead,) = office.leads()
    assert lead.values["city"] == "Oslo"


def test_chosen_partner_gets_the_lead(office: Office) -> None:
    """
    The partner that the prospect chose gets the lead without routing.
    """
    post(office, {"data": {**LEAD["data"], "partner": "north"}})

    assert office.leads()[0].partner_id == "north"


def test_wrong_signature_is_refused(office: Office) -> None:
    """
    A webhook of somebody else writes nothing.
    """
    answer = post(office, LEAD, signed=False)

    assert (answer.status, answer.refused) == (400, "signature")
    assert office.leads() == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"data": NaN}',
        b"[" * 100_000,
        b'{"data": {"person": {"email": 7}}}',
        {},
        {"data": {"person": {"email": {"a": 1}}}},
        {"data": []},
    ],
)
def test_body_that_is_no_lead_is_told(office: Office, body: object) -> None:
    """
    A verified body that cannot become a lead is 422 with problems, and raises nothing.
    """
    answer = post(office, body)

    assert answer.status == 422
    assert answer.problems
    assert office.leads() == []


@pytest.mark.parametrize("odd", ["\ud800", "\0", "x" * 10_000, True, 1.5, [], {}, None, " "])
@pytest.mark.parametrize("name", ["id", "partner", "person", "answers", "employees"])
def test_odd_value_anywhere_is_answered(office: Office, name: str, odd: object) -> None:
    """
    Whatever stands at a path, the sender gets an answer, and truth values are nobody's id.
    """
    body = {"data": {**LEAD["data"], name: odd}}

    assert post(office, body).status in (200, 422)
    ids = [one for lead in office.leads() for one in lead.external_ids]
    assert not {"True", "False"}.intersection(one.id for one in ids)


def test_mapping_is_checked_when_the_receiver_is_made(office: Office) -> None:
    """
    A field that leads do not have is named with the near one, and so is a path that nobody can read.
    """
    with pytest.raises(InvalidInput, match="did you mean 'email'"):
        WebhookReceiver(office.setting, HOST, mapping=evolve(MAPPING, fields={"emial": "a"}), secrets=list)
    for path in ("", "a..b", "a[", "a[x]", "[0]", ".a"):
        with pytest.raises(InvalidInput, match="a path is names"):
            WebhookMapping(fields={"email": path})


def test_answer_shows_nothing_personal(office: Office) -> None:
    """
    The repr of an answer has no values.
    """
    assert "granit" not in repr(post(office, {"data": {"person": {"email": "ann@granit"}}}))
