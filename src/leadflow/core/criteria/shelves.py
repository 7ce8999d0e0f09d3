"""
Shelves: very many groups parted by a value that each of them insists on, so that a lead meets few of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from leadflow.core.criteria.columns import Column
from leadflow.core.criteria.questions import Among, Place, Question, Text

__all__ = ["Numbered", "Shelf", "shelve"]

Numbered = tuple[int, list[Question]]
"""
A group, after the number of its rule.
"""

_MOST_KEYS: Final = 8
_MOST_SHELVES: Final = 4
_LEAST_SHARE: Final = 20
_LEAST_GROUPS: Final = 256
"""
A group stands under at most so many keys; there are at most so many shelves, none with less than a twentieth of all, and
none with fewer groups to a key than this, since looking into many small tables costs more than into one large one.
"""


class Shelf(NamedTuple):
    """
    A column, or the beginning of one, by whose value groups are parted.

    Attributes:
        column: What is read.
        length: How much of the beginning counts; 0 takes all of it.
    """

    column: Column
    length: int = 0

    def reader(self, read: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """
        Return what reads the value that groups are parted by, given what reads the column.
        """
        length = self.length
        return (lambda subjects: (read(subjects) or "")[:length]) if length else read


def shelve(groups: Sequence[Numbered]) -> tuple[dict[Shelf, dict[Any, list[Numbered]]], list[Numbered]]:
    """
    Part *groups*: by shelf and key those that hold for a lead with that key only, and the rest.

    Each group goes to the shelf on which it is most alone: that with most keys to each of its own.
    """
    offers = [_offers(group) for _, group in groups]
    known: dict[Shelf, set[Any]] = defaultdict(set)
    for offer in offers:
        for shelf, keys in offer.items():
            known[shelf].update(keys)
    few = {shelf for shelf, keys in known.items() if len(keys) * _LEAST_GROUPS <= len(groups)}
    shelves = _kept([_best(offer, known, few) for offer in offers])
    parted: dict[Shelf, dict[Any, list[Numbered]]] = {shelf: defaultdict(list) for shelf in shelves}
    rest: list[Numbered] = []
    for group, offer in zip(groups, offers, strict=True):
        chosen = _best(offer, known, shelves)
        if chosen is None:
            rest.append(group)
        else:
            for key in offer[chosen]:
                parted[chosen][key].append(group)
    return parted, rest


def _offers(group: list[Question]) -> dict[Shelf, frozenset[Any]]:
    offers: dict[Shelf, frozenset[Any]] = {}
    for question in group:
        match question:
            case Among(column=column, keys=keys, negated=False, or_empty=False) if 1 <= len(keys) <= _MOST_KEYS:
                offers[Shelf(column)] = keys
            case Text(column=column, place=Place.BEGIN, text=text, negated=False, or_empty=False):
                offers[Shelf(column, len(text))] = frozenset({text})
    return offers


def _best(offer: dict[Shelf, frozenset[Any]], known: dict[Shelf, set[Any]], among: set[Shelf]) -> Shelf | None:
    fit = (one for one in offer if one in among)
    return min(fit, key=lambda one: len(offer[one]) / len(known[one]), default=None)


def _kept(best: list[Shelf | None]) -> set[Shelf]:
    counted = Counter(one for one in best if one is not None)
    return {one for one, count in counted.most_common(_MOST_SHELVES) if count * _LEAST_SHARE >= len(best)}
