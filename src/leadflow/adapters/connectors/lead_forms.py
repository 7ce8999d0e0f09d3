"""
Fetches entries of lead forms from Meta and LinkedIn; needs the extra ``connectors``.

Written from public documentation, never tried with an account.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from leadflow.adapters.connectors.answers import Answer, AnswerLost, Delayed
from leadflow.adapters.connectors.calls import Calls, Transport
from leadflow.adapters.outgoing_addresses import AddressPolicy
from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.lead_forms import FormEntry, LinkedInNotice, MetaNotice, linkedin_entry, meta_entry
from leadflow.errors import NotFound, PortError
from leadflow.ports import Credentials

__all__ = ["LinkedInForms", "MetaForms"]

_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,100}")
_META: Final = "created_time,field_data,form_id,ad_id,campaign_id"


class MetaForms:
    """
    Fetches entries of lead ads from the Graph API.

    A page has few calls a day where it has few leads, so fetch each entry once.
    """

    @checked
    def __init__(
        self,
        credentials: Credentials,
        *,
        version: str = "v24.0",
        address: str = "https://graph.facebook.com",
        addresses: AddressPolicy | None = None,
        transport: Transport | None = None,
    ) -> None:
        """
        Fetch with the token of the page.

        Args:
            credentials: Gives the token.
            version: Of the API.
            address: Of the API.
            addresses: Which addresses may be called; by default public ones.
            transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

        Raises:
            InvalidInput: The version (``version_malformed``) or the address (``address_malformed``) cannot be one.
        """
        if not re.fullmatch(r"v\d{1,3}\.\d", version):
            raise wrong_value("version_malformed", "is not a version; write it as v24.0", "MetaForms(version)")
        self._version = version
        self._calls = Calls(address, credentials, headers={}, addresses=addresses, transport=transport)

    def entry(self, notice: MetaNotice, timeout: float = 10) -> FormEntry:
        """
        Return the entry that *notice* is about.

        Raises:
            NotFound: There is no such entry, or the token may not read it.
            PortError: The API did not answer; trying again is safe.
        """
        path = f"/{self._version}/{_checked_id(notice.leadgen_id)}"
        return meta_entry(_fetched(self._calls, path, timeout, {"fields": _META}, notice.leadgen_id), notice)


class LinkedInForms:
    """
    Fetches entries of lead gen forms from the Lead Sync API, and the forms that they answer.
    """

    @checked
    def __init__(
        self,
        credentials: Credentials,
        *,
        version: str = "202606",
        address: str = "https://api.linkedin.com",
        addresses: AddressPolicy | None = None,
        transport: Transport | None = None,
    ) -> None:
        """
        Fetch with a token of the app.

        Args:
            credentials: Gives the token.
            version: The header ``LinkedIn-Version``, which is there for a year.
            address: Of the API.
            addresses: Which addresses may be called; by default public ones.
            transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

        Raises:
            InvalidInput: The version (``version_malformed``) or the address (``address_malformed``) cannot be one.
        """
        if not re.fullmatch(r"20\d{4}", version):
            raise wrong_value("version_malformed", "is not a version; write it as 202606", "LinkedInForms(version)")
        headers = {"LinkedIn-Version": version, "X-Restli-Protocol-Version": "2.0.0"}
        self._calls = Calls(address, credentials, headers=headers, addresses=addresses, transport=transport)
        self._forms: dict[str, Mapping[str, Any]] = {}

    def entry(self, notice: LinkedInNotice, timeout: float = 10) -> FormEntry:
        """
        Return the entry that *notice* is about, with the names of its questions.

        Raises:
            NotFound: There is no such entry; LinkedIn keeps it for 90 days.
            PortError: The API did not answer; trying again is safe.
        """
        path = f"/rest/leadFormResponses/{quote(_checked_id(notice.response_id), safe='')}"
        data = _fetched(self._calls, path, timeout, {}, notice.response_id)
        form_id = linkedin_entry(data).form_id or notice.form_id
        form = self._form(form_id, timeout) if form_id is not None else None
        return linkedin_entry({"id": notice.response_id, **data}, form)

    def _form(self, form_id: str, timeout: float) -> Mapping[str, Any] | None:
        if form_id not in self._forms:
            try:
                self._forms[form_id] = _fetched(
                    self._calls, f"/rest/leadForms/{_checked_id(form_id)}", timeout, {}, form_id
                )
            except NotFound:
                return None
        return self._forms[form_id]


def _checked_id(id: str) -> str:
    if not _ID.fullmatch(id):
        raise NotFound("entry", id[:50])
    return id


def _fetched(calls: Calls, path: str, timeout: float, params: Mapping[str, str], id: str) -> Mapping[str, Any]:
    try:
        answer: Answer = calls.make("GET", path, timeout=timeout, params=params or None)
    except (AnswerLost, Delayed):
        raise PortError("the network did not answer; trying again is safe") from None
    if answer.status == 200 and isinstance(answer.data, dict):
        return answer.data
    if answer.status in (400, 403, 404):
        raise NotFound("entry", id)
    raise PortError(f"the network answered with the status {answer.status}; trying again is safe")
