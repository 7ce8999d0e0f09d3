"""
The table of what is stored: every class has its name and version, and no shape changes without a new one.
"""

from __future__ import annotations

from typing import get_args

import pytest
from tests.wire.pin import pinned_shapes
from tests.wire.shapes import shape_of

from leadflow.core.assessment import FieldEffects
from leadflow.core.criteria import Criteria
from leadflow.core.facts import Fact, UnknownFact
from leadflow.core.notifications import MessageFact
from leadflow.core.routing import Step
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.unknown import KeepsUnknown
from leadflow.errors import ConfigurationError
from leadflow.wire import Wire
from leadflow.wire.forms import DOCUMENTS, EFFECTS, FACTS, POST_FACTS, STEPS, Form
from leadflow.wire.lifts import LIFTS

FORMS = [
    *DOCUMENTS.values(),
    *FACTS.values(),
    *POST_FACTS.values(),
    *STEPS.values(),
    *EFFECTS.values(),
]


def test_names_are_taken_once() -> None:
    """
    A name in a document means one class.
    """
    for table in (DOCUMENTS, FACTS, POST_FACTS, STEPS, EFFECTS):
        assert len({form.name for form in table.values()}) == len(table)


def test_every_fact_and_step_is_in_the_table() -> None:
    """
    A member of the closed unions without an entry could not be written.
    """
    assert set(FACTS) == set(get_args(Fact)) - {UnknownFact}
    assert set(POST_FACTS) == set(get_args(MessageFact)) - {UnknownFact}
    assert set(STEPS) == set(get_args(Step))
    assert set(EFFECTS) == set(get_args(FieldEffects))


def test_class_without_a_form_is_not_written() -> None:
    """
    Forgetting the entry of a class fails at the first write, before anything is stored.
    """
    with pytest.raises(ConfigurationError, match="Nothing was written"):
        Wire(STANDARD_SCHEMA).dumps(KeepsUnknown())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_shape_changes_with_its_version_only(form: Form) -> None:
    """
    The shape of a stored class changes only with its version.
    """
    assert pinned_shapes().get(f"{form.name} {form.version}") == shape_of(form.cls), (
        f"what is stored of {form.cls.__name__} is not what version {form.version} was: raise the version of"
        f" '{form.name}' in leadflow/wire/forms.py, add a lift to leadflow/wire/lifts.py if bodies of version"
        f" {form.version} have to be read otherwise, pin its"
        f" shape and bodies: python -m tests.wire.pin. As long as version {form.version} was in no release, it is enough to pin"
        f" it again: python -m tests.wire.pin --again"
    )


@pytest.mark.parametrize("form", DOCUMENTS.values(), ids=lambda form: form.name)
def test_documents_keep_what_they_do_not_know(form: Form) -> None:
    """
    Every stored class preserves members of newer versions.
    """
    assert issubclass(form.cls, KeepsUnknown) == (form.cls is not Criteria)


def test_lifts_belong_to_forms() -> None:
    """
    A lift without an earlier version of a form would never be taken.
    """
    versions = {form.name: form.version for form in FORMS}

    assert all(name in versions and 0 < version < versions[name] for name, version in LIFTS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_nobody_needs_more_than_there_is(form: Form) -> None:
    """
    A document that its own build cannot read would be lost.
    """
    assert 1 <= form.needs <= form.version
