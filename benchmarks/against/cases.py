"""
What is compared: each case measures once and gives one or more keys.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from shutil import copyfile
from statistics import median
from typing import Any, Final

from attrs import frozen
from benchmarks.against.bare import copy_again
from benchmarks.against.builds import Build
from benchmarks.against.measuring import Figures
from benchmarks.against.places import Places

Given = dict[str, Any]


@frozen(kw_only=True)
class Found:
    """
    One line of the table.

    Attributes:
        key: What was measured.
        base: The median of what stands below the line: the older build's seconds or bytes.
        value: The median of this build's.
        most: What the ratio should not exceed; None if nothing is promised.
        cpu: The ratio of the processor's seconds; None if it says nothing.
    """

    key: str
    base: float
    value: float
    most: float | None = None
    cpu: float | None = None

    @property
    def ratio(self) -> float:
        """
        This build's figure over the other.
        """
        return self.value / self.base


@frozen(kw_only=True)
class InTurn:
    """
    Both builds do the same, in turn.

    Attributes:
        keys: By key, which figure is compared and what its ratio should not exceed.
        doing: What they do.
        given: Makes what it is done with, anew each time.
        after: Measures more when both are done; only for the table.
        short: Whether one takes few seconds, so that other work on the machine disturbs it more: then each build does
            it three times as often.
    """

    keys: Mapping[str, tuple[str, float]]
    doing: str
    given: Callable[[Places], AbstractContextManager[Given]]
    after: Callable[[Places, Build, Figures, bool], Iterator[Found]] | None = None
    short: bool = False

    def measure(self, places: Places, old: Build, new: Build, runs: int, detail: bool) -> Iterator[Found]:
        """
        Measure *runs* times, or three times as often, each time the other build first.
        """
        found: dict[str, list[Figures]] = {old.name: [], new.name: []}
        for run in range(runs * 3 if self.short else runs):
            for build in (old, new) if run % 2 else (new, old):
                with self.given(places) as given:
                    found[build.name].append(build.do(self.doing, **given))
        before, now = found[old.name], found[new.name]
        for key, (figure, most) in self.keys.items():
            seconds = figure == "seconds"
            one = Found(
                key=key,
                base=_median(before, figure),
                value=_median(now, figure),
                most=most,
                cpu=_median(now, "cpu") / _median(before, "cpu") if seconds else None,
            )
            yield one
        if self.after is not None:
            yield from self.after(places, new, {name: _median(now, name) for name in now[0]}, detail)


def _median(figures: Sequence[Figures], name: str) -> float:
    return median(one[name] for one in figures)


@contextmanager
def _into_sqlite(places: Places) -> Iterator[Given]:
    with places.sqlite() as path:
        yield {"file": str(places.leads()), "target": str(path)}


@contextmanager
def _into_postgresql(places: Places) -> Iterator[Given]:
    with places.postgresql() as url:
        yield {"file": str(places.leads()), "target": url}


@contextmanager
def _plain(places: Places) -> Iterator[Given]:
    with _into_sqlite(places) as given:
        yield {**given, "routed": False}


@contextmanager
def _routed(places: Places) -> Iterator[Given]:
    with _into_sqlite(places) as given:
        yield {**given, "routed": True}


@contextmanager
def _rules(places: Places) -> Iterator[Given]:
    yield {"leads": max(places.rows // 5, 100)}


@contextmanager
def _uploads(places: Places) -> Iterator[Given]:
    yield {"folder": str(places.uploads)}


def _with_and_without(places: Places, new: Build, whole: Figures, detail: bool) -> Iterator[Found]:
    """
    Import once with the collector of cycles off, and once without the keys and each index: what one costs is what its
    ratio lacks to 1.
    """
    if not detail:
        return
    with _into_sqlite(places) as given:
        off = new.do("import", **given, collector=False)
    yield Found(key="  collector off", base=whole["seconds"], value=off["seconds"], cpu=off["cpu"] / whole["cpu"])
    with _into_sqlite(places) as given:
        new.do("import", **given)
        with closing(sqlite3.connect(given["target"])) as database:
            names = [name for (name,) in database.execute(_INDEXES)]
    for name in ("keys", *names):
        with _into_sqlite(places) as given:
            less = new.do("import", **given, without=name)
        cpu = less["cpu"] / whole["cpu"]
        yield Found(key=f"  without {name}", base=whole["seconds"], value=less["seconds"], cpu=cpu)
        yield Found(key="    its bytes", base=whole["bytes"], value=less["bytes"])


_INDEXES = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"


def _beside_copy(places: Places, new: Build, whole: Figures, detail: bool) -> Iterator[Found]:
    """
    Copy the rows of an import once more, barely: this build's seconds over those of the server alone.
    """
    with _into_postgresql(places) as given:
        new.do("import", **given)
        for indexes, name in ((True, "  bare COPY, indexed"), (False, "  bare COPY, no index")):
            yield Found(key=name, base=copy_again(given["target"], indexes=indexes), value=whole["seconds"])


@frozen(kw_only=True)
class Lifting:
    """
    Lift a database that the older build filled, beside filling one of as many leads with this build.
    """

    keys: Mapping[str, float]

    def measure(self, places: Places, old: Build, new: Build, runs: int, detail: bool) -> Iterator[Found]:
        """
        Fill once, and lift copies of it in turn with imports.
        """
        file, spent = str(places.leads(3 * places.rows)), []
        with places.sqlite() as filled:
            old.do("import", file=file, target=str(filled))
            for _ in range(runs):
                with places.sqlite() as target:
                    imported = new.do("import", file=file, target=str(target))
                with places.sqlite() as target:
                    copyfile(filled, target)
                    spent.append((new.do("lift", target=str(target)), imported))
        lifted, imported_ = zip(*spent, strict=True)
        for key, most in self.keys.items():
            base, value = _median(imported_, "seconds"), _median(lifted, "seconds")
            cpu = _median(lifted, "cpu") / _median(imported_, "cpu")
            yield Found(key=key, base=base, value=value, most=most, cpu=cpu)
            yield Found(key="  its tables alone", base=base, value=_median(lifted, "tables"))


@frozen(kw_only=True)
class Lists:
    """
    Count and page the leads of an import of this build on both databases, beside SQL by hand on a table made for it.

    The base is that SQL on a connection of the same pool, with its rows read as values; a line below compares with the
    driver's rows on a connection that stays open.
    """

    keys: Mapping[str, float]

    def measure(self, places: Places, old: Build, new: Build, runs: int, detail: bool) -> Iterator[Found]:
        """
        Import once into each database, and ask all questions many times; a key is the worse of both.
        """
        asked = {name: self._asked(into, places, new) for name, into in _DATABASES.items()}
        for key, most in self.keys.items():
            found = [_beside(f"  on {name}", figures, key, "by hand") for name, figures in asked.items()]
            worst = max(found, key=lambda one: one.ratio)
            yield Found(key=key, base=worst.base, value=worst.value, most=most, cpu=worst.cpu)
            for (name, figures), one in zip(asked.items(), found, strict=True):
                yield one
                yield _beside(f"    beside bare rows on {name}", figures, key, "bare")

    def _asked(self, into: Callable[[Places], AbstractContextManager[str]], places: Places, new: Build) -> Figures:
        with into(places) as target:
            new.do("import", file=str(places.leads(3 * places.rows)), target=target)
            return new.do("lists", target=target)


def _beside(name: str, figures: Figures, key: str, base: str) -> Found:
    ours, theirs = f"{key} by the desk", f"{key} {base}"
    cpu = figures[f"{ours}, cpu"] / figures[f"{theirs}, cpu"]
    return Found(key=name, base=figures[theirs], value=figures[ours], cpu=cpu)


@contextmanager
def _sqlite_target(places: Places) -> Iterator[str]:
    with places.sqlite() as path:
        yield str(path)


_DATABASES: Final[Mapping[str, Callable[[Places], AbstractContextManager[str]]]] = {
    "SQLite": _sqlite_target,
    "PostgreSQL": Places.postgresql,
}


CASES: Final[tuple[InTurn | Lifting | Lists, ...]] = (
    InTurn(
        keys={"import_sqlite": ("seconds", 0.60), "import_sqlite_bytes": ("bytes", 0.48)},
        doing="import",
        given=_into_sqlite,
        after=_with_and_without,
    ),
    InTurn(keys={"import_postgresql": ("seconds", 0.45)}, doing="import", given=_into_postgresql, after=_beside_copy),
    InTurn(keys={"rules": ("seconds", 1.05)}, doing="rules", given=_rules, short=True),
    InTurn(keys={"preview": ("seconds", 1.10)}, doing="preview", given=_plain, short=True),
    InTurn(keys={"preview_routed": ("seconds", 1.10)}, doing="preview", given=_routed, short=True),
    InTurn(keys={"attachments": ("seconds", 1.05)}, doing="attachments", given=_uploads, short=True),
    Lifting(keys={"lift": 1.0}),
    Lists(keys={"count_by_status": 1.5, "newest": 1.5, "newest_of_partner": 1.5}),
)
