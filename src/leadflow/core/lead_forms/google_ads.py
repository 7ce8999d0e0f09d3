"""
Lead forms of Google Ads: one POST has the whole entry and its key.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from typing import Final

from leadflow.core.arguments import checked
from leadflow.core.lead_forms.entries import FormEntry
from leadflow.core.lead_forms.reading import given_texts, id_text, json_object
from leadflow.errors import WebhookRefused

__all__ = ["read_google_ads_form"]

_SYSTEM: Final = "google_ads"


@checked
def read_google_ads_form(body: bytes, keys: Callable[[], Iterable[str]]) -> FormEntry:
    """
    Read the entry that Google Ads posts.

    The key in the body is the only proof, so never log or keep the body. Keys of questions are their ``column_id``,
    such as ``EMAIL`` or ``FULL_NAME``, and of questions of your own also the text of ``column_name``.

    Args:
        body: The raw bytes of the request.
        keys: Returns the keys that you have written into your forms.

    Raises:
        WebhookRefused: The key is another one, or the body is malformed. Answer with 403.
    """
    data = json_object(body)
    key, right = data.get("google_key"), False
    for one in given_texts(keys(), "keys"):
        right |= isinstance(key, str) and hmac.compare_digest(one, key.encode("utf-8", "replace"))
    if not right:
        raise WebhookRefused("signature")
    number = id_text(data.get("lead_id"))
    if number is None:
        raise WebhookRefused("body")
    answers: dict[str, tuple[str, ...]] = {}
    columns = data.get("user_column_data")
    for column in columns if isinstance(columns, list) else ():
        said = column.get("string_value") if isinstance(column, dict) else None
        if isinstance(said, str):
            names = (column.get("column_name"), column.get("column_id"))
            answers |= {name: (said,) for name in names if isinstance(name, str) and name}
    return FormEntry(
        system=_SYSTEM,
        id=number,
        answers=answers,
        form_id=id_text(data.get("form_id")),
        campaign_id=id_text(data.get("campaign_id")),
        is_test=data.get("is_test") is True,
    )
