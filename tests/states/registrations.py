"""
What each operation does with a registration in each status, for each party, tried on real desks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from typing import Any, Final

from attrs import define, evolve, field
from tests.services.builders import HOST, PARTNERS, PROGRAMME, Office, an_office
from tests.states.laboratory import HERE, PARTIES, THERE

from leadflow.core.handling import Refusal, RegistrationOperation
from leadflow.core.handling.operations import DONE, NOT_ALLOWED, NOT_FOUND, POSSIBLE
from leadflow.core.intake import read_draft
from leadflow.core.leads import RegistrationStatus
from leadflow.core.registration import Approval, RegistrationPolicy
from leadflow.errors import NotAllowed, NotFound
from leadflow.services import RegistrationDesk

POLICY: Final = RegistrationPolicy(approval=Approval.PERSON)

CALLS: Final[Mapping[RegistrationOperation, Callable[[RegistrationDesk, str], object]]] = {
    RegistrationOperation.APPROVE: lambda desk, one: desk.approve(one),
    RegistrationOperation.RETURN_FOR_MORE: lambda desk, one: desk.return_for_more(one, "Which city?"),
    RegistrationOperation.DENY: lambda desk, one: desk.deny(one),
    RegistrationOperation.WITHDRAW: lambda desk, one: desk.withdraw(one),
    RegistrationOperation.EXTEND: lambda desk, one: desk.extend(one),
}

Row = tuple[str, ...]


@define
class Counter:
    """
    An office in which registrations are put into any status.
    """

    office: Office = field(
        factory=lambda: an_office(partners=(*PARTNERS, HERE, THERE), programme=evolve(PROGRAMME, registrations=POLICY))
    )
    made: int = 0

    def plant(self, status: RegistrationStatus) -> str:
        """
        Register a lead of the assignee's, and bring that to *status*.
        """
        self.made += 1
        said = {"email": f"{self.made}@gmail.com"}
        maja, supplier = self.desk("assignee"), RegistrationDesk(self.office.setting, HOST)
        done = maja.register(read_draft(PROGRAMME.schema, said), registration_id=f"request-{self.made}")
        assert done.ok
        one = f"request-{self.made}"
        match status:
            case RegistrationStatus.RETURNED:
                supplier.return_for_more(one, "More")
            case RegistrationStatus.APPROVED:
                supplier.approve(one)
            case RegistrationStatus.DENIED:
                supplier.deny(one)
            case RegistrationStatus.WITHDRAWN:
                maja.withdraw(one)
            case RegistrationStatus.EXPIRED:
                supplier.approve(one)
                self.office.clock.advance(timedelta(days=91))
                self.office.deadlines.run()
            case RegistrationStatus.SUBMITTED:
                pass
        assert supplier.registration(one).registration.status is status
        return one

    def desk(self, name: str) -> RegistrationDesk:
        """
        Return the desk of the party called *name*.
        """
        party: Any = PARTIES[name]
        return RegistrationDesk(self.office.setting, party)

    def answer(self, operation: RegistrationOperation, registration_id: str, name: str) -> str:
        """
        Do *operation* as the party called *name*, and return the code of the result.
        """
        try:
            done = CALLS[operation](self.desk(name), registration_id)
        except NotAllowed:
            return NOT_ALLOWED
        except NotFound:
            return NOT_FOUND
        if isinstance(done, Refusal):
            return done.problems[0].code
        return DONE if getattr(done, "unchanged", False) else POSSIBLE


@cache
def tried() -> Mapping[RegistrationOperation, Mapping[RegistrationStatus, Row]]:
    """
    Try every operation in every status as every party.
    """
    place = Counter()
    return {
        operation: {
            status: tuple(place.answer(operation, place.plant(status), name) for name in PARTIES)
            for status in RegistrationStatus
        }
        for operation in RegistrationOperation
    }


def section() -> str:
    """
    Return the part of the page about registrations.
    """
    parts = [_INTRODUCTION]
    for operation, rows in tried().items():
        by_row: dict[Row, list[str]] = {}
        for status, row in rows.items():
            by_row.setdefault(row, []).append(status.value)
        head = ["registration", *PARTIES]
        lines = [[" or ".join(words), *(f"`{code}`" for code in row)] for row, words in by_row.items()]
        table = (f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *lines))
        parts.append(f"### {operation.value}\n\n" + "\n".join(table))
    return "\n\n".join(parts)


_INTRODUCTION: Final = """\
## Registrations

What each operation on a registration returns, by its status; `registration_operations_on` computes the same for who sees
it. A person approves, and the partner has extended nothing yet. `register_lead` is among the operations on leads."""
