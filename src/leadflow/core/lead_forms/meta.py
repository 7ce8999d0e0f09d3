"""
Lead ads of Meta: its handshake, its notices of new entries, and what an entry says.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from leadflow.core.arguments import checked
from leadflow.core.lead_forms.entries import FormEntry
from leadflow.core.lead_forms.reading import (
    given_text,
    given_texts,
    header,
    id_text,
    json_object,
    moment_of,
    objects_in,
    signed_by,
    texts_in,
)
from leadflow.errors import WebhookRefused

__all__ = ["MetaNotice", "answer_meta_handshake", "meta_entry", "read_meta_notices"]

SYSTEM: Final = "meta"


@frozen(kw_only=True)
class MetaNotice:
    """
    Word that an entry can be fetched.

    Attributes:
        leadgen_id: Of the entry; the same in a repetition.
        form_id, ad_id, page_id: Of the form, the advertisement and the page; None if that is not said. A test of the
            form tool has no advertisement.
        created_at: When it was sent; None if that is not said.
    """

    leadgen_id: str
    form_id: str | None = None
    ad_id: str | None = None
    page_id: str | None = None
    created_at: datetime | None = None


@checked
def answer_meta_handshake(params: Mapping[str, str], verify_token: Callable[[], str]) -> str:
    """
    Return the text to answer the GET with by which Meta checks an address.

    Args:
        params: Of the query of the address.
        verify_token: Returns the token that you have written into the settings of the app.

    Raises:
        WebhookRefused: It is not Meta's, or the token is another one. Answer with 403.
    """
    given = params.get("hub.verify_token", "").encode("utf-8", "replace")
    right = hmac.compare_digest(given, given_text(verify_token(), "verify_token"))
    if params.get("hub.mode") != "subscribe" or not right or not params.get("hub.challenge"):
        raise WebhookRefused("signature")
    return params["hub.challenge"]


@checked
def read_meta_notices(
    headers: Mapping[str, str], body: bytes, secrets: Callable[[], Iterable[str]]
) -> tuple[MetaNotice, ...]:
    """
    Read the new entries of a POST of Meta; several can come in one body, and other changes are left out.

    The signature has no moment, so a repetition is known by its `MetaNotice.leadgen_id` alone.

    Args:
        headers: Of the request, in any letter case.
        body: The raw bytes of the request.
        secrets: Returns the secrets of the app that are valid now.

    Raises:
        WebhookRefused: The signature is another one, or the body is malformed. Answer with 403.
    """
    scheme, _, signature = header(headers, "x-hub-signature-256").partition("=")
    if scheme != "sha256" or not signed_by(given_texts(secrets(), "secrets"), body, signature):
        raise WebhookRefused("signature")
    found: list[MetaNotice] = []
    for entry in objects_in(json_object(body).get("entry")):
        for change in objects_in(entry.get("changes")):
            value = change.get("value")
            if change.get("field") == "leadgen" and isinstance(value, dict):
                notice = _notice(value)
                found += [] if notice is None else [notice]
    return tuple(found)


@checked
def meta_entry(data: Mapping[str, object], notice: MetaNotice) -> FormEntry:
    """
    Return the entry of what the Graph API answers for ``GET /{leadgen_id}``.

    Its keys of questions are those that the author of the form chose, such as ``full_name`` or ``how_many_seats?``.

    Args:
        data: The JSON, with ``field_data`` and perhaps ``created_time``, ``form_id``, ``ad_id`` and ``campaign_id``.
        notice: By which it was fetched.
    """
    answers = {
        str(one["name"]): texts_in(one.get("values")) for one in objects_in(data.get("field_data")) if one.get("name")
    }
    return FormEntry(
        system=SYSTEM,
        id=notice.leadgen_id,
        answers=answers,
        sent_at=moment_of(data.get("created_time")) or notice.created_at,
        form_id=id_text(data.get("form_id")) or notice.form_id,
        campaign_id=id_text(data.get("campaign_id")) or id_text(data.get("ad_id")) or notice.ad_id,
    )


def _notice(value: Mapping[str, Any]) -> MetaNotice | None:
    leadgen_id = id_text(value.get("leadgen_id"))
    if leadgen_id is None:
        return None
    return MetaNotice(
        leadgen_id=leadgen_id,
        form_id=id_text(value.get("form_id")),
        ad_id=id_text(value.get("ad_id")),
        page_id=id_text(value.get("page_id")),
        created_at=moment_of(value.get("created_time")),
    )
