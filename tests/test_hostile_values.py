"""
Whatever is given for a parameter ends in a result or in an exception that names it, and never in a flood of text.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from tests.hostile import BIG, DESKS, HOSTILE, NoSample, a_call, a_desk
from tests.test_public_arguments import GUARDED, PUBLIC

from leadflow import Campaign, LeadflowError, Partner, PartnerPeople, PartnerSettings

LONGEST: Final = 2_500
"""
So many characters a message has at most: a place and a sentence, each clipped to a thousand.
"""

LEFT_OUT: Final = {
    "Embedded": "has a field for each service, all made by open_embedded",
    "MacroScanner": "imports a package that warns",
    "decide_in_order": "takes batches of another library",
    "match_in_arrow": "returns a function for workers",
    "open_embedded": "opens files",
}
"""
What is tried elsewhere.
"""

TRIED: Final = [name for name in GUARDED if name not in LEFT_OUT]


def _problem(call: Callable[[], object], parameter: str) -> str | None:
    """
    Return what is wrong with how a call ends; None if nothing is.
    """
    try:
        done = call()
        if isinstance(done, Iterator):
            next(done, None)
    except TypeError as error:
        told = str(error)
        if "; " not in told:
            return f"a bare TypeError: {told[:200]}"
    except LeadflowError as error:
        told = str(error)
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:200]}"
    else:
        return None
    return None if len(told) <= LONGEST else f"{len(told):,} characters about {parameter}: {told[:100]}"


def _tried(member: Any) -> list[str]:
    try:
        call, parameters = a_call(member)
    except NoSample as missing:
        return [f"there is no sample for {missing}"]
    found = []
    for parameter in parameters:
        for value, make in HOSTILE.items():
            wrong = _problem(lambda call=call, parameter=parameter, make=make: call(**{parameter: make()}), parameter)  # type: ignore[misc]  # bound at once
            found += [f"{parameter}, {value}: {wrong}"] if wrong else []
    wrong = _problem(lambda: call(**{BIG: 1}), "a keyword")
    return [*found, f"a keyword of 100 KB: {wrong}"] if wrong else found


@pytest.mark.parametrize("name", TRIED)
def test_public_call_survives_hostile_values(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    One parameter after the other gets values that nobody means, while the others are right.
    """
    monkeypatch.chdir(tmp_path)
    assert _tried(PUBLIC[name]) == []


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", DESKS)
def test_desk_survives_hostile_values(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The same for each method of a desk; whatever was written meanwhile can be read afterwards.
    """
    monkeypatch.chdir(tmp_path)  # some texts are paths of files
    desk = a_desk(name)
    methods = [one for one, member in inspect.getmembers(type(desk), inspect.isfunction) if not one.startswith("_")]

    found = {one: wrong for one in methods if (wrong := _tried(getattr(desk, one)))}

    assert found == {}
    caller = desk._caller if hasattr(desk, "_caller") else None
    setting = caller.setting if caller else desk._setting
    with setting.unit() as unit:
        for cls in (Partner, PartnerPeople, PartnerSettings, Campaign):
            assert list(unit.records.all(cls)) is not None
        assert unit.leads.get("lead-1").id == "lead-1"
