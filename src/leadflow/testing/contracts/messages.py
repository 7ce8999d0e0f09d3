"""
The contracts of what looks messages up, and of what renders templates.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import pytest
from attrs import evolve

from leadflow.core.changes import Changes, Requeue, Settled, Settlement
from leadflow.errors import Conflict, TemplateFailed
from leadflow.ports import MessageReader, OpenUnit, Outbox, Posted, TemplateEngine
from leadflow.testing.builders import NOW, SUPPLIER, a_lead, a_message, changes_of
from leadflow.testing.contracts.store import StoreContract, committed

__all__ = ["MessageReaderContract", "TemplateEngineContract"]

_LEASE: Final = timedelta(minutes=5)
_MESSAGE: Final = a_message(a_lead())


class MessageReaderContract(StoreContract):
    """
    What every `MessageReader` must do. Inherit it beside `OutboxContract` and override its fixtures.
    """

    @pytest.fixture
    def messages(self, outbox: Outbox) -> MessageReader:
        """
        The outbox, if it looks messages up itself.
        """
        assert isinstance(outbox, MessageReader)
        return outbox

    @pytest.mark.parametrize("state", [Settled.SENT, Settled.DEAD, Settled.CANCELLED, Settled.RETRY])
    def test_message_is_found_in_every_state(
        self, open_unit: OpenUnit, outbox: Outbox, messages: MessageReader, state: Settled
    ) -> None:
        """
        As it was committed, with what became of it.
        """
        committed(open_unit, _told())
        before = messages.find(SUPPLIER, _MESSAGE.key)
        committed(open_unit, _settled(outbox, state))

        settled = None if state is Settled.RETRY else state
        assert before == Posted(message=_MESSAGE)
        assert messages.find(SUPPLIER, _MESSAGE.key) == Posted(
            message=_MESSAGE, state=settled, reason="a_code", attempt=1
        )

    def test_unknown_and_foreign_messages_are_not_found(self, open_unit: OpenUnit, messages: MessageReader) -> None:
        """
        They look the same.
        """
        committed(open_unit, _told())

        assert [messages.find(SUPPLIER, "0" * 32), messages.find("globex", _MESSAGE.key)] == [None, None]

    def test_dead_message_is_put_back(self, open_unit: OpenUnit, outbox: Outbox) -> None:
        """
        It is handed out from then on, its tries counted from the beginning.
        """
        committed(open_unit, _told())
        committed(open_unit, _settled(outbox, Settled.DEAD))
        at = NOW + timedelta(days=5)
        committed(open_unit, Changes(requeues=(Requeue(key=_MESSAGE.key, at=at),)))

        early = outbox.claim(SUPPLIER, "lease-2", at - timedelta(microseconds=1), at, 10)
        (claim,) = outbox.claim(SUPPLIER, "lease-3", at, at + _LEASE, 10)
        assert early == ()
        assert (claim.message, claim.attempt, claim.since) == (_MESSAGE, 1, at)

    @pytest.mark.parametrize("state", [None, Settled.SENT, Settled.CANCELLED, Settled.RETRY])
    def test_message_that_is_not_dead_is_not_put_back(
        self, open_unit: OpenUnit, outbox: Outbox, state: Settled | None
    ) -> None:
        """
        Nothing is sent twice by it.
        """
        committed(open_unit, _told())
        if state is not None:
            committed(open_unit, _settled(outbox, state))

        for key, supplier_id in [(_MESSAGE.key, SUPPLIER), ("0" * 32, SUPPLIER), (_MESSAGE.key, "globex")]:
            with pytest.raises(Conflict):
                committed(open_unit, Changes(requeues=(Requeue(key=key, at=NOW),)), supplier_id=supplier_id)


class TemplateEngineContract:
    """
    What every `TemplateEngine` must do with texts in double braces. Inherit it and override the fixture `engine`.
    """

    @pytest.fixture
    def engine(self) -> TemplateEngine:
        """
        Override this: the engine.
        """
        raise NotImplementedError("override the fixture engine")

    def test_values_are_put_in_and_escaped_for_html(self, engine: TemplateEngine) -> None:
        """
        Every value in HTML, none in plain text.
        """
        values = {"lead": {"notes": '"><img src=x onerror=1>'}}

        assert "<img" not in engine.render("<p>{{ lead.notes }}</p>", values, True)
        assert engine.render("{{ lead.notes }}", values, False) == '"><img src=x onerror=1>'

    def test_unknown_variables_are_named(self, engine: TemplateEngine) -> None:
        """
        And nothing is wrong with known ones.
        """
        values = {"lead": {"notes": "x"}}

        assert engine.problems("{{ lead.notes }}", values, True) == ()
        assert "lead.nots" in str(engine.problems("{{ lead.nots }}", values, True)[0])

    def test_what_never_ends_is_ended(self, engine: TemplateEngine) -> None:
        """
        Loops in loops are a failure, not a wait.
        """
        source = "{% for a in some %}" * 12 + "{{ some[0] }}" + "{% endfor %}" * 12

        with pytest.raises(TemplateFailed):
            engine.render(source, {"some": ["x" * 100] * 20}, True)


def _told() -> Changes:
    return evolve(changes_of(a_lead()), messages=(_MESSAGE,))


def _settled(outbox: Outbox, state: Settled) -> Changes:
    (claim,) = outbox.claim(SUPPLIER, "lease-1", NOW, NOW + _LEASE, 10)
    due_at = NOW + timedelta(hours=1) if state is Settled.RETRY else None
    settlement = Settlement(key=claim.message.key, lease=claim.lease, state=state, due_at=due_at, reason="a_code")
    return Changes(settlements=(settlement,))
