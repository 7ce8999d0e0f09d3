"""
What lists cost those who write: an import by this build beside an import by the build before them, in turn, into an empty
database and beside many leads.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from shutil import copyfile
from statistics import median

from benchmarks.against.builds import Build, older_build, this_build
from benchmarks.against.measuring import Figures
from benchmarks.against.places import Places
from benchmarks.import_sqlite import generate

__all__ = ["writing_costs"]


def writing_costs(places: Places, store: str, rev: str, leads: int, runs: int) -> dict[str, float]:
    """
    Return ``import_cost`` and ``import_cost_full``: the seconds of an import by this build over those by the build at
    *rev*. Those of the processor on SQLite, where the process does all; on PostgreSQL those of the clock.
    """
    rows = max(leads // 10, 1_000)
    file, there = places.leads(rows), places.folder / f"there-{leads}.csv"
    if not there.exists():
        # Nobody is in both files.
        generate(there, leads, first=rows)
    old, new = older_build(rev), this_build()
    empty = {build: _nothing(places, store) for build in (old, new)}
    found = {"import_cost": _ratio("empty", store, empty, file, runs)}
    with _full(places, store, old, there) as before, _full(places, store, new, there) as now:
        found["import_cost_full"] = _ratio(f"beside {leads:,}", store, {old: before, new: now}, file, runs)
    return found


class _Targets:
    """
    Databases to import into, each made when it is asked for.
    """

    def __init__(self, places: Places, store: str, copied: str | None) -> None:
        self._places = places
        self._store = store
        self._copied = copied

    def fresh(self) -> AbstractContextManager[object]:
        """
        Give the path or the URL of a database as it is before an import.
        """
        if self._store == "postgresql":
            return self._places.postgresql(like=self._copied)
        return self._sqlite()

    @contextmanager
    def _sqlite(self) -> Iterator[Path]:
        with self._places.sqlite() as path:
            if self._copied is not None:
                copyfile(self._copied, path)
            yield path


def _nothing(places: Places, store: str) -> _Targets:
    return _Targets(places, store, None)


@contextmanager
def _full(places: Places, store: str, build: Build, file: Path) -> Iterator[_Targets]:
    """
    Import *file* once by *build*; each target is a copy of that.
    """
    with _nothing(places, store).fresh() as target:
        build.do("import", file=str(file), target=str(target))
        yield _Targets(places, store, str(target))


def _ratio(name: str, store: str, targets: dict[Build, _Targets], file: Path, runs: int) -> float:
    found: dict[Build, list[Figures]] = {build: [] for build in targets}
    for run in range(runs):
        for build in list(targets)[:: 1 if run % 2 else -1]:
            with targets[build].fresh() as target:
                found[build].append(build.do("import", file=str(file), target=str(target)))
    before, now = found.values()
    by = {figure: _median(now, figure) / _median(before, figure) for figure in ("seconds", "cpu")}
    print(f"  import {name:20} {by['seconds']:.3f} by the clock, {by['cpu']:.3f} by the processor", flush=True)
    return by["seconds" if store == "postgresql" else "cpu"]


def _median(figures: list[Figures], name: str) -> float:
    return median(one[name] for one in figures)
