"""
R10: every reader of what people write or upload, and every public entry that takes a text, answers as documented.
"""

from __future__ import annotations

import io
import json
import resource
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.builders import SCHEMA
from tests.processes import SOAK
from tests.reliability.figures import record
from tests.services.builders import HOST, an_office

from leadflow import check_upload
from leadflow.adapters.tables import read_workbook
from leadflow.adapters.templates import MiniJinjaTemplates
from leadflow.core.criteria.interchange import from_jquery_querybuilder, from_json_logic, from_react_querybuilder
from leadflow.core.intake import read_draft
from leadflow.core.notifications import ActionLinks, DeliveryKind, LinkKey
from leadflow.core.partners import PartnerDirectory
from leadflow.core.tables import read_table
from leadflow.errors import LeadflowError
from leadflow.services import DeliveryDesk, LinkDesk
from leadflow.testing import NOW
from leadflow.wire import read_module

EXAMPLES: Final = 2_000 if SOAK else 60
LONGEST_SECONDS: Final = 1.0
LONGEST_MIB: Final = 256

OFFICE: Final = an_office()
DIRECTORY: Final = PartnerDirectory.of(())
LINKS: Final = ActionLinks(
    "acme", (LinkKey("k", b"k" * 32),), url="https://x.example/{token}", unsubscribe_url="https://x.example/u/{token}"
)
ENGINE: Final = MiniJinjaTemplates()
VALUES: Final = {"lead": {"email": "a@x.se", "notes": "<b>"}, "details": [{"label": "L", "value": "v"}]}

texts = st.text(st.characters(exclude_categories=[]), max_size=200)
pieces = st.sampled_from(
    ["{{ ", " }}", "{% if lead %}", "{% endif %}", "lead.notes", "|upper", "'", "(", "[", "\n", ",", ";", '"']
)
mixed = st.lists(st.one_of(pieces, texts), max_size=30).map("".join)
data = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts, st.sampled_from(["and", "or", "==", "var"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.dictionaries(
            st.sampled_from(["rules", "field", "operator", "value", "condition", "and", "==", "var"]), inner, max_size=5
        ),
    ),
    max_leaves=20,
)
files = st.one_of(
    st.binary(max_size=2_000),
    mixed.map(lambda text: ("Email,City\n" + text).encode("utf-8", "surrogatepass")),
    st.binary(max_size=500).map(lambda tail: b"PK\x03\x04" + tail),
    st.binary(max_size=500).map(lambda tail: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + tail),
)


def _table(content: bytes) -> None:
    table = read_table(io.BytesIO(content), name="leads.xlsx", workbooks=read_workbook)
    for row in table.rows():
        assert len(row.cells) == len(table.headers)


def _import(content: bytes) -> None:
    file = OFFICE.imports.open(io.BytesIO(content), name="leads.csv")
    report = OFFICE.imports.preview(file, file.mapping.skip_undecided())
    counts = report.counts
    assert counts.read == counts.imported + counts.updated + counts.duplicates + counts.refused


def _draft(said: tuple[str, str]) -> None:
    OFFICE.desk.receive(read_draft(SCHEMA, dict.fromkeys(("email", said[0], "a_date", "a_money", "website"), said[1])))


def _links(token: str) -> None:
    desk = LinkDesk(OFFICE.setting, LINKS)
    for act in (desk.preview, desk.unsubscribe, lambda one: desk.perform(one, one, one, comment=one)):
        with suppress(LeadflowError):
            act(token)


def _template(source: str) -> None:
    ENGINE.problems(source, VALUES, True)
    with suppress(LeadflowError):
        ENGINE.render(source, VALUES, False)


def _delivery(text: str) -> None:
    assert DeliveryDesk(OFFICE.setting, HOST).record_delivery(text, DeliveryKind.HARD_BOUNCE, NOW, text) is False


ENTRIES: Final[dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], object]]]] = {
    "read_table": (files, _table),
    "import": (files, _import),
    "read_draft": (st.tuples(st.sampled_from([*SCHEMA.leads]), mixed), _draft),
    "read_module": (
        st.one_of(data.map(lambda one: json.dumps(one)), texts),
        lambda text: read_module(text, SCHEMA, DIRECTORY),
    ),
    "from_json_logic": (data, lambda one: from_json_logic(one, SCHEMA)),
    "from_jquery_querybuilder": (data, lambda one: from_jquery_querybuilder(one, SCHEMA)),
    "from_react_querybuilder": (data, lambda one: from_react_querybuilder(one, SCHEMA)),
    "links": (mixed, _links),
    "templates": (mixed, _template),
    "deliveries": (texts, _delivery),
    "uploads": (files, lambda content: check_upload(io.BytesIO(content), name="a.pdf")),
}


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_text_gets_a_documented_answer(entry: str) -> None:
    """
    Nothing but errors of leadflow is raised, and no input takes more than a second or 256 MB.
    """
    made, ask = ENTRIES[entry]
    tried, undocumented, slowest = 0, 0, 0.0

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=not SOAK,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(made)
    def fuzz(given_text: Any) -> None:
        nonlocal tried, undocumented, slowest
        before = time.thread_time()
        try:
            ask(given_text)
        except LeadflowError:
            pass
        except Exception:
            undocumented += 1
            raise
        tried, slowest = tried + 1, max(slowest, time.thread_time() - before)

    before = _peak()
    try:
        fuzz()
    finally:
        grown = round(_peak() - before)
        figures = {"inputs": tried, "undocumented": undocumented}
        record(f"R10 {entry}", **figures, slowest_ms=round(slowest * 1_000), grown_mib=grown)

    assert tried >= min(EXAMPLES, 50)
    assert slowest <= LONGEST_SECONDS or not SOAK
    assert grown <= LONGEST_MIB


def _peak() -> float:
    """
    Return the largest memory that this process has had, in MiB.
    """
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
