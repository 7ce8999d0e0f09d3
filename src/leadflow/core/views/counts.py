"""
The number of leads on a list, exact or estimated.
"""

from __future__ import annotations

from typing import Final, Self

__all__ = ["Count"]

# A sample does not tell more of them than that.
_DIGITS: Final = 2


class Count(int):
    """
    A number of leads, which says whether it is exact: ``~1200`` as a text is an estimate.

    It compares and calculates as the number. Sums and differences are plain numbers.
    """

    _exact: bool

    def __new__(cls, number: int = 0, /, *, exact: bool = True) -> Self:
        made = super().__new__(cls, number)
        made._exact = exact
        return made

    @classmethod
    def about(cls, number: float, /) -> Self:
        """
        Return an estimate, with two digits that count.
        """
        whole = round(number)
        return cls(round(whole, _DIGITS - len(str(abs(whole)))), exact=False)

    @property
    def exact(self) -> bool:
        """
        Whether every lead was counted; an estimate was made of some of the leads that the caller sees.
        """
        return self._exact

    def __repr__(self) -> str:
        return f"{int(self)}" if self._exact else f"~{int(self)}"

    def __getnewargs_ex__(self) -> tuple[tuple[int], dict[str, bool]]:
        return (int(self),), {"exact": self._exact}
