"""
Receives leads as webhooks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from leadflow.core.access import ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.intake import Draft, InvalidDraft, OnDuplicate, read_draft
from leadflow.core.leads import ExternalId
from leadflow.core.problems import Problem
from leadflow.core.webhooks import WebhookMapping, WebhookSecret, value_at, verify_webhook
from leadflow.errors import InvalidInput, WebhookRefused
from leadflow.services.desks.supplier import SupplierDesk
from leadflow.services.operations.setting import Setting

__all__ = ["WebhookAnswer", "WebhookReceiver"]


@frozen
class WebhookAnswer:
    """
    What to answer the sender of a webhook.

    Attributes:
        status: The status of HTTP: 200, 400 for whatever is not verified, 422 for what cannot be a lead.
        lead_id: The lead that it became; None for none.
        problems: Why it cannot be a lead. They may name what is personal in `Problem.value`: do not send that back.
        refused: A code for the log of the host, of what is not verified; empty elsewhere.
    """

    status: int
    lead_id: str | None = None
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    refused: str = ""


class WebhookReceiver:
    """
    Makes leads of webhooks whose signature is right.

    A repetition, which has the same id, gets the same answer for seven days and makes nothing twice.
    """

    @checked
    def __init__(
        self,
        setting: Setting,
        party: SupplierParty | ProgramParty,
        *,
        mapping: WebhookMapping,
        secrets: Callable[[], Sequence[WebhookSecret]],
        module: str | None = None,
        on_duplicate: OnDuplicate = OnDuplicate.UPDATE,
    ) -> None:
        """
        Receive webhooks of one sender.

        Args:
            setting: What services work with.
            party: Who receives them; names the sender in events.
            mapping: Where the values are.
            secrets: Gives the secrets that are valid now; called for each webhook.
            module: The routing module; if omitted, the programme's.
            on_duplicate: What happens to a lead that is there already.

        Raises:
            ConfigurationError: The mapping has a field that leads do not have.
        """
        mapping.check(setting.programme.schema)
        self._setting = setting
        self._desk = SupplierDesk(setting, party)
        self._mapping = mapping
        self._secrets = secrets
        self._module = module
        self._on_duplicate = on_duplicate

    def receive(self, headers: Mapping[str, str], body: bytes) -> WebhookAnswer:
        """
        Make a lead of a webhook, and return what to answer.

        Args:
            headers: Of the request, in any letter case.
            body: The raw bytes of the request.

        Raises:
            Conflict: Others wrote first twelve times in a row. Answer with 503, so that it is sent again.
            PortError: The store failed. Answer with 503.
        """
        try:
            webhook = verify_webhook(headers, body, self._secrets(), self._setting.clock())
        except WebhookRefused as error:
            return WebhookAnswer(400, refused=error.reason)
        data = _read(webhook.body)
        if data is None:
            message = "the body is not a JSON object; send one"
            return WebhookAnswer(422, problems=(Problem(code="json_unreadable", path="", message=message),))
        try:
            done = self._desk.receive(
                self._draft(data),
                module=self._module,
                on_duplicate=self._on_duplicate,
                idempotency_key=f"webhook {self._mapping.system} {webhook.id}",
            )
        except InvalidInput as error:
            return WebhookAnswer(422, problems=error.problems)
        if isinstance(done, InvalidDraft):
            return WebhookAnswer(422, problems=done.problems)
        return WebhookAnswer(200, lead_id=done.lead.id)

    def _draft(self, data: Mapping[str, Any]) -> Draft:
        external, partner = (_word_at(data, path) for path in (self._mapping.external_id, self._mapping.partner))
        return read_draft(
            self._setting.programme.schema,
            self._mapping.values(data),
            source=self._mapping.source,
            campaign=self._mapping.campaign,
            partner=partner,
            external_ids=(ExternalId(self._mapping.system, external),) if external is not None else (),
        )


def _word_at(data: Mapping[str, Any], path: str) -> str | None:
    """
    Return the text or the whole number at a path as text; None if there is none.
    """
    found = value_at(data, path) if path else None
    is_word = isinstance(found, str | int) and not isinstance(found, bool)
    return str(found) if is_word and str(found).strip() else None


def _read(body: bytes) -> dict[str, Any] | None:
    """
    Read a JSON object; numbers keep their digits, and what JSON does not know, such as NaN, is refused.
    """
    try:
        data = json.loads(body.decode("utf-8"), parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _refuse(constant: str) -> object:
    raise ValueError(constant)
