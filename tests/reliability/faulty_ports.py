"""
Ports whose n-th call fails, before or after its effect, or is given up: a store with its units, a mailer, files, a
clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any, Final

from attrs import define, field
from tests.reliability.world import World
from tests.services.builders import HOST
from tests.services.test_links import LINKS

from leadflow.core.schema import Schema
from leadflow.errors import PortError
from leadflow.services import AttachmentDesk, OutboxRelay

__all__ = ["FaultyWorld", "GivenUp", "HostFailed", "PortFault", "PortFaults"]


class GivenUp(BaseException):
    """
    Whoever waited for an answer has been stopped, as a worker is that takes too long.
    """


class HostFailed(Exception):
    """
    What the host's own clock, ids or mailer raise.
    """


class PortFault(Enum):
    """
    How a call ends: it fails before or after its effect, or it is given up before or after it.
    """

    BEFORE = "before"
    AFTER = "after"
    GIVEN_UP_BEFORE = "given up before"
    GIVEN_UP_AFTER = "given up after"


@define
class PortFaults:
    """
    Counts calls of ports, and lets one of them fail.

    Attributes:
        calls: The names of those since the last `arm`.
        committed: True if the call that failed was a commit that had its effect.
    """

    at: int = 0
    fault: PortFault = PortFault.BEFORE
    calls: list[str] = field(factory=list)
    committed: bool = False

    def arm(self, at: int = 0, fault: PortFault = PortFault.BEFORE) -> None:
        """
        Count from 0 again, and let the call with the number *at* fail; 0 lets none.
        """
        self.at, self.fault, self.calls, self.committed = at, fault, [], False

    def call(self, name: str, do: Callable[[], Any], raises: type[Exception] = PortError) -> Any:
        """
        Call a port, or fail as it would.
        """
        self.calls.append(name)
        if len(self.calls) != self.at:
            return do()
        if self.fault in (PortFault.AFTER, PortFault.GIVEN_UP_AFTER):
            do()
            self.committed = name == "unit.commit"
        if self.fault in (PortFault.GIVEN_UP_BEFORE, PortFault.GIVEN_UP_AFTER):
            raise GivenUp
        raise raises("the line broke")


_READERS: Final = frozenset({"leads", "timeline", "posts", "records", "rotations", "loads"})


class _Proxy:
    """
    Has what is behind it; each method counts.
    """

    def __init__(self, behind: object, name: str, faults: PortFaults, raises: type[Exception] = PortError) -> None:
        self._behind, self._name, self._faults, self._raises = behind, name, faults, raises

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._behind, name)
        if name in _READERS:
            return _Proxy(found, name, self._faults)
        if not callable(found):
            return found
        full = f"{self._name}.{name}"
        return lambda *given, **more: self._faults.call(full, lambda: found(*given, **more), self._raises)


class _Clock(_Proxy):
    def __call__(self) -> Any:
        clock: Any = self._behind
        return self._faults.call(self._name, clock, HostFailed)

    def advance(self, by: Any) -> None:
        clock: Any = self._behind
        clock.advance(by)


@define
class FaultyWorld(World):
    """
    A world whose ports fail as *faults* say.
    """

    faults: PortFaults = field(factory=PortFaults)

    def __attrs_post_init__(self) -> None:
        """
        Put what may fail before everything that the host gives.
        """
        World.__attrs_post_init__(self)
        office: Any = self.office
        office.open_unit = self._open_unit
        office.clock, office.ids = _Clock(office.clock, "clock", self.faults), _Clock(office.ids, "ids", self.faults)

    @contextmanager
    def _open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[Any]:
        opened: Any = self.faults.call("store.open_unit", lambda: self.store.open_unit(supplier_id, schema))
        with opened as unit:
            yield _Proxy(unit, "unit", self.faults)

    @property
    def relay(self) -> OutboxRelay:
        """
        A relay over an outbox and a mailer that may fail.
        """
        outbox: Any = _Proxy(self.store, "outbox", self.faults)
        mailer: Any = _Proxy(self.mailer, "mailer", self.faults, HostFailed)
        return OutboxRelay(self.office.setting, outbox, mailer, links=LINKS)

    @property
    def attachments(self) -> AttachmentDesk:
        """
        The desk for files, in a store that may fail.
        """
        files: Any = _Proxy(self.files, "files", self.faults)
        return AttachmentDesk(self.office.setting, HOST, files)
