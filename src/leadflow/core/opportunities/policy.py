"""
The policy for opportunities: their stages, their probabilities, and who hears of updates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, assert_never

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled, refused
from leadflow.core.leads import OpportunityStatus
from leadflow.core.partners import SupplierContact
from leadflow.core.several import texts
from leadflow.core.text import text_key

__all__ = ["OpportunityPolicy", "ToldUpdates"]

_CERTAIN: Final = 100


class ToldUpdates(StrEnum):
    """
    Of which updates of opportunities the other side is notified.

    Attributes:
        NONE: Of none.
        OUTCOME: That one was won or lost, or is open again.
        STAGE: Of each change of the stage.
        ALL: Of each change.
    """

    NONE = "none"
    OUTCOME = "outcome"
    STAGE = "stage"
    ALL = "all"

    def tells(self, changed: frozenset[str]) -> bool:
        """
        Return whether an update of these attributes is mailed.
        """
        match self:
            case ToldUpdates.NONE:
                return False
            case ToldUpdates.OUTCOME:
                return "status" in changed
            case ToldUpdates.STAGE:
                return "stage" in changed
            case ToldUpdates.ALL:
                return bool(changed)
            case _:
                assert_never(self)


def _percents(given: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(given)))


def _sensible(instance: object, attribute: Attribute[tuple[int, ...]], value: tuple[int, ...]) -> None:
    if not any(one < _CERTAIN for one in value) or not all(0 <= one <= _CERTAIN for one in value):
        raise refused(
            "probabilities_unclear", instance, attribute, "must be whole numbers from 0 to 100, one of them below 100"
        )


def _by_status(given: Mapping[OpportunityStatus, str] | Mapping[str, str]) -> dict[OpportunityStatus, str]:
    return {OpportunityStatus(status): stage for status, stage in given.items()}


def _contacts(given: Iterable[SupplierContact]) -> tuple[SupplierContact, ...]:
    return tuple(given)


@checked
@frozen(kw_only=True)
class OpportunityPolicy:
    """
    The stages of opportunities, their probabilities, and who hears of updates.

    Attributes:
        stages: Of open opportunities, in order; one begins with the first unless it names another.
        won, lost: The stages that end it.
        probabilities: The percentages that an open opportunity can have. Any other is rounded up to the next one, but
            never to 100: what lies above the largest below 100 becomes that one. 100 itself stays.
        told: Of which updates the other side is notified.
        recipients: The supplier's people who are notified of what partners do.
        tells_partners: True informs the partner's people of what the supplier does.
        lead_stages: The stage of a lead once its opportunities are open, won or lost; what is not named leaves it.

    Raises:
        InvalidInput: There is no open stage or two stages are called the same (``stages_unclear``), or the
            probabilities are none (``probabilities_unclear``).
    """

    stages: tuple[str, ...] = field(default=("prospecting", "proposal", "negotiation"), converter=texts)
    won: str = field(default="won", validator=filled)
    lost: str = field(default="lost", validator=filled)
    probabilities: tuple[int, ...] = field(default=(10, 25, 50, 75, 90), converter=_percents, validator=_sensible)
    told: ToldUpdates = ToldUpdates.NONE
    recipients: tuple[SupplierContact, ...] = field(default=(), converter=_contacts)
    tells_partners: bool = False
    lead_stages: Mapping[OpportunityStatus, str] = field(factory=dict, converter=_by_status, hash=False)

    @stages.validator
    def _clear(self, attribute: Attribute[tuple[str, ...]], value: tuple[str, ...]) -> None:
        if not value or not all(one.strip() for one in value):
            raise refused("stages_unclear", self, attribute, "needs at least one stage, and none may be blank")

    def __attrs_post_init__(self) -> None:
        keys = Counter(map(text_key, self.all))
        if max(keys.values()) > 1:
            stages = next(one for one in type(self).__attrs_attrs__ if one.name == "stages")
            raise refused("stages_unclear", self, stages, "has a stage twice, or one that ends it; rename one")

    @property
    def all(self) -> tuple[str, ...]:
        """
        All stages: the open ones in order, then those that end it.
        """
        return (*self.stages, self.won, self.lost)

    def status_of(self, stage: str) -> OpportunityStatus:
        """
        Return the status of an opportunity in *stage*.
        """
        ends = {self.won: OpportunityStatus.WON, self.lost: OpportunityStatus.LOST}
        return ends.get(stage, OpportunityStatus.OPEN)

    def rounded(self, probability: int) -> int:
        """
        Return the configured percentage for *probability*, which is from 0 to 100.
        """
        if probability == _CERTAIN:
            return _CERTAIN
        below = [one for one in self.probabilities if one < _CERTAIN]
        return next((one for one in below if one >= probability), below[-1])
