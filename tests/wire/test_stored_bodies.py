"""
Bodies of every version: each is read as what it was, and written back without loss.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.adapters.earlier.plain import plain
from tests.adapters.earlier.reading import differences, parted
from tests.core.builders import SCHEMA
from tests.wire.pin import EARLIER, earlier_bodies, pinned_bodies

from leadflow.core.assessment import AssessmentModel
from leadflow.core.notifications import PostEvent
from leadflow.core.routing import RoutingModule
from leadflow.core.timeline import LeadEvent
from leadflow.wire import Wire
from leadflow.wire.forms import DOCUMENTS, EFFECTS, FACTS, POST_FACTS, STEPS, Form

WIRE = Wire(SCHEMA)
FORMS = [*DOCUMENTS.values(), *FACTS.values(), *POST_FACTS.values(), *STEPS.values(), *EFFECTS.values()]


def _pins() -> list[Any]:
    pins = []
    earlier = earlier_bodies()
    for form in FORMS:
        versions = [(str(version), bodies) for version, bodies in pinned_bodies(form.name).items()]
        for version, bodies in [(EARLIER, earlier.get(form.name, [])), *versions]:
            for number, pinned in enumerate(bodies):
                pins.append(pytest.param(form, version, pinned, id=f"{form.name} {version} {number}"))
    return pins


def _document(form: Form) -> type:
    """
    Return the class of the document in which a form stands.
    """
    parts = ((FACTS, LeadEvent), (POST_FACTS, PostEvent), (STEPS, RoutingModule), (EFFECTS, AssessmentModel))
    return next((document for forms, document in parts if form.cls in forms), form.cls)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_body_of_each_version_is_pinned(form: Form) -> None:
    """
    A version whose bodies nobody reads in a test may be lost by the next.
    """
    pinned = set(pinned_bodies(form.name)) | ({"1"} if form.name in earlier_bodies() else set())

    assert pinned >= {str(version) for version in range(1, form.version + 1)}


@pytest.mark.parametrize(("form", "version", "pinned"), _pins())
def test_pinned_body_is_read_as_what_it_was(form: Form, version: str, pinned: dict[str, Any]) -> None:
    """
    Every member that the version had says today what it said then.
    """
    read: Any = WIRE.loads(_document(form), json.dumps(pinned["body"]))

    assert differences(parted(pinned["reads"]), plain(read)) == []


@pytest.mark.parametrize(("form", "version", "pinned"), _pins())
def test_pinned_body_is_written_back_without_loss(form: Form, version: str, pinned: dict[str, Any]) -> None:
    """
    What was read and is written as today's version reads the same, and today's version is written as it is pinned.
    """
    read: Any = WIRE.loads(_document(form), json.dumps(pinned["body"]))
    written = WIRE.dumps(read)

    assert WIRE.loads(_document(form), written) == read
    if version == str(form.version):
        assert json.loads(written) == pinned["body"]
