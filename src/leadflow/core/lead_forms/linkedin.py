"""
Lead gen forms of LinkedIn: its challenge, its notices of new entries, and what an entry says.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
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
    object_in,
    objects_in,
    signed_by,
    texts_in,
)
from leadflow.errors import WebhookRefused

__all__ = ["LinkedInNotice", "answer_linkedin_challenge", "linkedin_entry", "read_linkedin_notices"]

_SYSTEM: Final = "linkedin"
_SIGNED: Final = b"hmacsha256="


@frozen(kw_only=True)
class LinkedInNotice:
    """
    Word that an entry can be fetched.

    Attributes:
        response_id: Of the entry; the same in a repetition.
        form_id: Of the form; None if that is not said.
    """

    response_id: str
    form_id: str | None = None


@checked
def answer_linkedin_challenge(code: str, secret: Callable[[], str]) -> Mapping[str, str]:
    """
    Return the JSON to answer the GET with by which LinkedIn checks an address, again every two hours.

    Args:
        code: The parameter ``challengeCode`` of the address.
        secret: Returns the secret of the app.
    """
    made = hmac.new(given_text(secret(), "secret"), code.encode("utf-8", "replace"), sha256).hexdigest()
    return {"challengeCode": code, "challengeResponse": made}


@checked
def read_linkedin_notices(
    headers: Mapping[str, str], body: bytes, secrets: Callable[[], Iterable[str]]
) -> tuple[LinkedInNotice, ...]:
    """
    Read the new entry of a POST of LinkedIn; word of an entry that was withdrawn is left out.

    Args:
        headers: Of the request, in any letter case.
        body: The raw bytes of the request.
        secrets: Returns the secrets of the app that are valid now.

    Raises:
        WebhookRefused: The signature is another one, or the body is malformed. Answer with 403.
    """
    signature = header(headers, "x-li-signature").strip().removeprefix("hmacsha256=")
    if not signed_by(given_texts(secrets(), "secrets"), _SIGNED + body, signature):
        raise WebhookRefused("signature")
    data = json_object(body)
    response, form = _last(data.get("leadGenFormResponse")), _last(data.get("leadGenForm") or data.get("versionedForm"))
    if response is None or data.get("leadAction") not in (None, "CREATED"):
        return ()
    return (LinkedInNotice(response_id=response, form_id=form),)


@checked
def linkedin_entry(data: Mapping[str, object], form: Mapping[str, object] | None = None) -> FormEntry:
    """
    Return the entry of what the API answers for ``GET /leadFormResponses/{id}``.

    Its keys of questions are their ids; with the *form* also their names, and choices are words instead of ids.

    Args:
        data: The JSON of the entry.
        form: The JSON of the form, in the version that was answered; None leaves ids.
    """
    names, choices = _questions(form or {})
    answers: dict[str, tuple[str, ...]] = {}
    for one in _answers(data):
        number = id_text(one.get("questionId"))
        if number is None:
            continue
        said = _said(object_in(one.get("answerDetails")), choices.get(number, {}))
        answers[number] = said
        if number in names:
            answers[names[number]] = said
    return FormEntry(
        system=_SYSTEM,
        id=id_text(data.get("id")) or "",
        answers=answers,
        sent_at=moment_of(data.get("submittedAt"), millis=True),
        form_id=_last(data.get("versionedLeadGenFormUrn")),
        campaign_id=_last(object_in(object_in(data.get("leadMetadata")).get("sponsoredLeadMetadata")).get("campaign")),
        is_test=data.get("testLead") is True,
    )


def _answers(data: Mapping[str, object]) -> list[dict[str, Any]]:
    return objects_in(object_in(data.get("formResponse")).get("answers"))


def _said(details: Mapping[str, Any], choices: Mapping[str, str]) -> tuple[str, ...]:
    text = object_in(details.get("textQuestionAnswer")).get("answer")
    if isinstance(text, str):
        return (text,)
    options = object_in(details.get("multipleChoiceAnswer")).get("options")
    return tuple(choices.get(one, one) for one in texts_in(options))


def _questions(form: Mapping[str, object]) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """
    Return the name of each question and the word of each of its choices, by ids.
    """
    names: dict[str, str] = {}
    choices: dict[str, dict[str, str]] = {}
    for one in objects_in(object_in(form.get("content")).get("questions")):
        number = id_text(one.get("questionId"))
        name = one.get("predefinedField") or one.get("name")
        if number is None:
            continue
        if isinstance(name, str):
            names[number] = name
        details = object_in(object_in(one.get("questionDetails")).get("multipleChoiceQuestionDetails"))
        choices[number] = {
            str(choice.get("id")): _word(choice.get("text")) for choice in objects_in(details.get("options"))
        }
    return names, choices


def _word(text: object) -> str:
    localized = text.get("localized") if isinstance(text, dict) else None
    return str(next(iter(localized.values()), "")) if isinstance(localized, dict) else str(text)


def _last(urn: object) -> str | None:
    """
    Return the id at the end of a URN, such as ``urn:li:leadGenForm:7`` or
    ``urn:li:versionedLeadGenForm:(urn:li:leadGenForm:7,1)``.
    """
    found = id_text(urn)
    if found is None:
        return None
    inner = found[found.rindex("(") + 1 : -1].split(",")[0] if found.endswith(")") and "(" in found else found
    return inner.rsplit(":", 1)[-1] or None
