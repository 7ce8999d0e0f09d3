"""
Connectors that each break one promise of the port, as real ones do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

import pytest
from attrs import evolve

from leadflow.core.connectors import (
    CursorExpired,
    IdentityChanged,
    PullAnswer,
    PullPage,
    Pushed,
    PushRefused,
    PushResult,
    PushUnclear,
    PushUpdate,
    QuotaUsedUp,
    RecordGone,
    RemoteField,
    RemoteKind,
    RemoteRecord,
    RemoteValue,
    SyncCursor,
    TryLater,
)
from leadflow.core.problems import Problem
from leadflow.errors import PortError
from leadflow.ports import Connector
from leadflow.testing import ConnectorContract, FakeConnector, FakeSystem, FrozenClock, KitSystem

REFUSED = PushRefused((Problem(code="refused", path="", message="no"),))


class Honest(FakeConnector):
    """
    Keeps every promise.
    """


class ConnectorKit(ConnectorContract):
    """
    The kit on a connector that the subclass names.
    """

    sabotaged: ClassVar[type[FakeConnector]]

    @pytest.fixture
    def system(self) -> FakeSystem:
        """
        A system whose leads have different e-mails.
        """
        system = FakeSystem(FrozenClock())
        system.unique = system.email
        return system

    @pytest.fixture
    def connector(self, system: KitSystem) -> Connector:
        """
        The connector.
        """
        assert isinstance(system, FakeSystem)
        return self.sabotaged(system)


class TestHonest(ConnectorKit):
    """
    The kit on what the sabotaged ones are built on.
    """

    sabotaged = Honest


class _CursorTooFar(Honest):
    """
    The cursor is when the answer came, and not what the system has covered.
    """

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        answer = super().pull(cursor, most, timeout)
        if not isinstance(answer, PullPage):
            return answer
        ahead = self.system._now() + timedelta(hours=1)
        return evolve(answer, cursor=evolve(answer.cursor, stamp=ahead))


class _StopsAtOneStamp(Honest):
    """
    The next page begins after the stamp of the last record, and so passes over others with the same stamp.
    """

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        answer = super().pull(cursor, most, timeout)
        return evolve(answer, more=False) if isinstance(answer, PullPage) else answer


class _BelievesStamps(Honest):
    """
    What has the stamp of the cursor or an earlier one is taken for seen.
    """

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        answer = super().pull(cursor, most, timeout)
        if not isinstance(answer, PullPage) or cursor is None or cursor.stamp is None:
            return answer
        stamp = cursor.stamp
        kept = (one for one in answer.changes if not _not_after(one, stamp))
        return evolve(answer, changes=tuple(kept))


def _not_after(change: object, stamp: object) -> bool:
    return isinstance(change, RemoteRecord) and change.modified_at is not None and change.modified_at <= stamp  # type: ignore[operator]  # both are moments


class _OverlooksDeletions(Honest):
    """
    Deletions come by a feed of their own that nobody reads.
    """

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        return _without(super().pull(cursor, most, timeout), RecordGone)


class _OverlooksMerges(Honest):
    """
    What is left of a merge is shown, and what was merged is forgotten.
    """

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        return _without(super().pull(cursor, most, timeout), IdentityChanged)


class _TakesMergesForDeletions(Honest):
    """
    The loser of a merge is in the feed of deletions, and is told as that.
    """

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        answer = super().pull(cursor, most, timeout)
        if not isinstance(answer, PullPage):
            return answer
        changes = (RecordGone(one.ref) if isinstance(one, IdentityChanged) else one for one in answer.changes)
        return evolve(answer, changes=tuple(changes))


def _without(answer: PullAnswer, sort: type) -> PullAnswer:
    if not isinstance(answer, PullPage):
        return answer
    return evolve(answer, changes=tuple(one for one in answer.changes if not isinstance(one, sort)))


class _RaisesOnOldCursors(Honest):
    """
    An old cursor is an error as any other.
    """

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        answer = super().pull(cursor, most, timeout)
        if isinstance(answer, CursorExpired):
            raise PortError("400")
        return answer


class _BeginsAgainSilently(Honest):
    """
    An old cursor is taken for none, so nobody learns that deletions were missed.
    """

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        answer = super().pull(cursor, most, timeout)
        return super().pull(None, most, timeout) if isinstance(answer, CursorExpired) else answer


class _KeepsCursorToItself(Honest):
    """
    The cursor is only good in this process.
    """

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        answer = super().pull(cursor, most, timeout)
        if not isinstance(answer, PullPage):
            return answer
        cursor = answer.cursor
        return evolve(answer, cursor=_Private(stamp=cursor.stamp, seen=cursor.seen, token=cursor.token))


class _Private(SyncCursor):
    """
    A cursor that nobody else can read.
    """


class _HidesFailures(Honest):
    """
    A system that does not answer has nothing new.
    """

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        try:
            return super().pull(cursor, most, timeout)
        except PortError:
            return PullPage(changes=(), cursor=cursor or SyncCursor())


class _FailsWithoutQuota(Honest):
    """
    A used up quota is an error as any other.
    """

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        answer = super().pull(cursor, most, timeout)
        if isinstance(answer, QuotaUsedUp):
            raise PortError("403")
        return answer


class _WaitsForEver(Honest):
    """
    Calls have no time-out.
    """

    def _called(self, timeout: float) -> QuotaUsedUp | None:
        delay = super()._called(timeout)
        self.system.timeouts[-1] = None
        return delay


class _CreatesAgain(Honest):
    """
    An id of a request makes it safe for five minutes, and not longer.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        bucket = int(self.system._now().timestamp()) // 300
        self.system.unique = None
        return super().push([evolve(one, key=f"{one.key}@{bucket}") for one in updates], timeout)


class _CallsLostAnswersRefused(Honest):
    """
    A lost answer is told as a refusal.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        results = super().push(updates, timeout)
        return tuple(REFUSED if isinstance(one, PushUnclear) else one for one in results)


class _RepeatsByItself(Honest):
    """
    A write whose connection broke is sent again at once, as some clients do without being asked, and by a plain create.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        results = super().push(updates, timeout)
        if not any(isinstance(one, PushUnclear) for one in results):
            return results
        self.system.unique = None
        return super().push([evolve(one, key=f"{one.key} again") for one in updates], timeout)


class _SendsWholeRecords(Honest):
    """
    What an update does not name is cleared.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        blank: dict[str, RemoteValue] = {self.system.email: None, self.system.text: None}
        return super().push([evolve(one, values={**blank, **one.values}) for one in updates], timeout)


class _ClearsNothing(Honest):
    """
    None is left out, as an empty cell is in a file.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        kept = [evolve(one, values={k: v for k, v in one.values.items() if v is not None}) for one in updates]
        return super().push(kept, timeout)


class _MakesItAgain(Honest):
    """
    An update makes a record that is not there.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        results = super().push(updates, timeout)
        if any(isinstance(one, RecordGone) for one in results):
            return super().push([evolve(one, ref=None) for one in updates], timeout)
        return results


class _CallsMergedGone(Honest):
    """
    An update of a record that was merged finds nothing.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        results = super().push(updates, timeout)
        return tuple(RecordGone(one.ref) if isinstance(one, IdentityChanged) else one for one in results)


class _AllOrNothing(Honest):
    """
    One refused record refuses all.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        results = super().push(updates, timeout)
        refused = next((one for one in results if isinstance(one, PushRefused)), None)
        return results if refused is None else tuple(refused for _ in results)


class _BelievesTheStatus(Honest):
    """
    The answer was 200, so every record is written.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        results = super().push(updates, timeout)
        done = next((one for one in results if isinstance(one, Pushed)), None)
        return tuple(done if isinstance(one, PushRefused) and done is not None else one for one in results)


class _SortsItsAnswers(Honest):
    """
    The results are in the order in which the system gives them: failures first.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        return tuple(sorted(super().push(updates, timeout), key=lambda one: isinstance(one, Pushed)))


class _PutsDuplicatesOff(Honest):
    """
    The system answers a duplicate with 500, which is tried again for ever.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        results = super().push(updates, timeout)
        return tuple(TryLater("500") if _is_duplicate(one) else one for one in results)


def _is_duplicate(result: PushResult) -> bool:
    return isinstance(result, PushRefused) and any(one.code == "duplicate" for one in result.problems)


class _RefusesLocked(Honest):
    """
    A locked record is refused for ever.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        return tuple(REFUSED if isinstance(one, TryLater) else one for one in super().push(updates, timeout))


class _RefusesWithoutQuota(Honest):
    """
    A used up quota makes dead letters.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        return tuple(REFUSED if isinstance(one, QuotaUsedUp) else one for one in super().push(updates, timeout))


class _LosesMarkOnRenewal(Honest):
    """
    The call that is repeated with a new token lacks the headers of the first.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        client, renewed = self._client, self._token != self.system.token
        self._client = "" if renewed else client
        try:
            return super().push(updates, timeout)
        finally:
            self._client = client


class _ForgetsTheKey(Honest):
    """
    Our key is written and never read.
    """

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        answer = super().pull(cursor, most, timeout)
        if not isinstance(answer, PullPage):
            return answer
        changes = (evolve(one, key=None) if isinstance(one, RemoteRecord) else one for one in answer.changes)
        return evolve(answer, changes=tuple(changes))


class _DescribesOpportunitiesAlone(Honest):
    """
    Leads are not described.
    """

    def describe(self, timeout: float, /) -> tuple[RemoteField, ...]:
        return tuple(one for one in super().describe(timeout) if one.kind is RemoteKind.OPPORTUNITY)


class TestCursorTooFar(ConnectorKit):
    """
    The cursor is when the answer came, and not what the system has covered.
    """

    sabotaged = _CursorTooFar


class TestStopsAtOneStamp(ConnectorKit):
    """
    The next page begins after the stamp of the last record, and so passes over others with the same stamp.
    """

    sabotaged = _StopsAtOneStamp


class TestBelievesStamps(ConnectorKit):
    """
    What has the stamp of the cursor or an earlier one is taken for seen.
    """

    sabotaged = _BelievesStamps


class TestOverlooksDeletions(ConnectorKit):
    """
    Deletions come by a feed of their own that nobody reads.
    """

    sabotaged = _OverlooksDeletions


class TestOverlooksMerges(ConnectorKit):
    """
    What is left of a merge is shown, and what was merged is forgotten.
    """

    sabotaged = _OverlooksMerges


class TestTakesMergesForDeletions(ConnectorKit):
    """
    The loser of a merge is in the feed of deletions, and is told as that.
    """

    sabotaged = _TakesMergesForDeletions


class TestRaisesOnOldCursors(ConnectorKit):
    """
    An old cursor is an error as any other.
    """

    sabotaged = _RaisesOnOldCursors


class TestBeginsAgainSilently(ConnectorKit):
    """
    An old cursor is taken for none, so nobody learns that deletions were missed.
    """

    sabotaged = _BeginsAgainSilently


class TestKeepsCursorToItself(ConnectorKit):
    """
    The cursor is only good in this process.
    """

    sabotaged = _KeepsCursorToItself


class TestHidesFailures(ConnectorKit):
    """
    A system that does not answer has nothing new.
    """

    sabotaged = _HidesFailures


class TestFailsWithoutQuota(ConnectorKit):
    """
    A used up quota is an error as any other.
    """

    sabotaged = _FailsWithoutQuota


class TestWaitsForEver(ConnectorKit):
    """
    Calls have no time-out.
    """

    sabotaged = _WaitsForEver


class TestCreatesAgain(ConnectorKit):
    """
    An id of a request makes it safe for five minutes, and not longer.
    """

    sabotaged = _CreatesAgain


class TestCallsLostAnswersRefused(ConnectorKit):
    """
    A lost answer is told as a refusal.
    """

    sabotaged = _CallsLostAnswersRefused


class TestRepeatsByItself(ConnectorKit):
    """
    A write whose connection broke is sent again at once, as some clients do without being asked, and by a plain create.
    """

    sabotaged = _RepeatsByItself


class TestSendsWholeRecords(ConnectorKit):
    """
    What an update does not name is cleared.
    """

    sabotaged = _SendsWholeRecords


class TestClearsNothing(ConnectorKit):
    """
    None is left out, as an empty cell is in a file.
    """

    sabotaged = _ClearsNothing


class TestMakesItAgain(ConnectorKit):
    """
    An update makes a record that is not there.
    """

    sabotaged = _MakesItAgain


class TestCallsMergedGone(ConnectorKit):
    """
    An update of a record that was merged finds nothing.
    """

    sabotaged = _CallsMergedGone


class TestAllOrNothing(ConnectorKit):
    """
    One refused record refuses all.
    """

    sabotaged = _AllOrNothing


class TestBelievesTheStatus(ConnectorKit):
    """
    The answer was 200, so every record is written.
    """

    sabotaged = _BelievesTheStatus


class TestSortsItsAnswers(ConnectorKit):
    """
    The results are in the order in which the system gives them: failures first.
    """

    sabotaged = _SortsItsAnswers


class TestPutsDuplicatesOff(ConnectorKit):
    """
    The system answers a duplicate with 500, which is tried again for ever.
    """

    sabotaged = _PutsDuplicatesOff


class TestRefusesLocked(ConnectorKit):
    """
    A locked record is refused for ever.
    """

    sabotaged = _RefusesLocked


class TestRefusesWithoutQuota(ConnectorKit):
    """
    A used up quota makes dead letters.
    """

    sabotaged = _RefusesWithoutQuota


class TestLosesMarkOnRenewal(ConnectorKit):
    """
    The call that is repeated with a new token lacks the headers of the first.
    """

    sabotaged = _LosesMarkOnRenewal


class TestForgetsTheKey(ConnectorKit):
    """
    Our key is written and never read.
    """

    sabotaged = _ForgetsTheKey


class TestDescribesOpportunitiesAlone(ConnectorKit):
    """
    Leads are not described.
    """

    sabotaged = _DescribesOpportunitiesAlone
