"""
Laws of values: what is written is read back, keys agree, and nothing that people type surprises.
"""

from __future__ import annotations

import re
from string import ascii_letters, digits

import email_validator
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.provisional import get_top_level_domains
from tests.core.builders import EXTRA, SCHEMA
from tests.laws.strategies import BY_KIND, examples

from leadflow.core.fields import AnyField
from leadflow.core.kinds import EMAIL, KINDS, AnyFieldKind, DateOrder, ReadOptions
from leadflow.core.kinds.emails import read_address
from leadflow.core.problems import Problem, Unreadable, errors_in
from leadflow.core.text import all_printable, clean_text, text_key, text_keys

_LOCAL = "abcXYZ019.!#$%&'*+/=?^_`{|}~-\"\\( ),:;<>@[]äß日\u0301\x00\t"
_LABEL = "abcXYZ019-äßﬁ日。．_ *"
_TLD = [
    "com",
    "de",
    "CO",
    "test",
    "invalid",
    "local",
    "localhost",
    "example",
    "onion",
    "arpa",
    "c0m",
    "1",
    "x",
    "xn--p1ai",
]

local_parts = st.one_of(
    st.text("abcXYZ019._-+'", min_size=1, max_size=12),
    st.text(_LOCAL, max_size=12),
    st.integers(60, 68).map(lambda size: "a" * size),
)
labels = st.one_of(
    st.text("abcXYZ019-", min_size=1, max_size=6),
    st.text(_LABEL, max_size=6),
    st.sampled_from(["xn--bcher-kva", "xn--", "ab--cd", "example", "a" * 63, "a" * 64, "[127", "sub"]),
)
# Sound ones, as those of Hypothesis, which draws each character by an expression: that took longer than all that is tried.
domains = st.builds(
    lambda parts, tld, write: f"{'.'.join(parts)[-240:].lstrip('.-')}.{write(tld)}",
    st.lists(st.text(ascii_letters + digits + "-", max_size=61).map(lambda one: f"a{one}b"), min_size=1, max_size=6),
    st.sampled_from(get_top_level_domains()).filter(lambda one: len(one) < 14),
    st.sampled_from([str.lower, str.upper, str.title]),
)
addresses = st.one_of(
    st.builds(
        lambda local, parts, tld: f"{local}@{'.'.join([*parts, tld])}",
        local_parts,
        st.lists(labels, min_size=1, max_size=4),
        st.one_of(st.sampled_from(_TLD), st.text("abcXYZ019-", min_size=1, max_size=4)),
    ),
    st.builds(
        lambda size, tail: f"a@{'b.' * size}{tail}", st.integers(110, 130), st.sampled_from(["com", "co", "abcde"])
    ),
    st.text("ab@.-\n ", max_size=10),
    st.emails(domains=domains),
)


@examples(3_000, soak=100_000)
@given(text=addresses)
@example("a@b.com\n")
@example("a@B.test")
@example("a@test")
@example(f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 57}.com")
@example("a@xn--bcher-kva.example.com")
def test_the_fast_path_has_exactly_the_verdict_of_email_validator(text: str) -> None:
    """
    The fast path and email-validator agree in result and normal form.
    """
    try:
        expected = email_validator.validate_email(text, check_deliverability=False, strict=True).normalized
    except email_validator.EmailNotValidError:
        expected = ""
    try:
        found = read_address(text)
    except Unreadable:
        found = ""

    plain = re.fullmatch(EMAIL.plain, text) is not None

    assert found == expected
    assert not plain or expected == text


@examples(600)
@given(text=st.one_of(st.text(max_size=12), st.text("aB1.:/-+@ '?#\u00a0", max_size=12), addresses))
@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.plain], ids=lambda kind: kind.name)
def test_what_is_plain_reads_as_itself(kind: AnyFieldKind, text: str) -> None:
    """
    Whole columns are told by it, without a look at each cell.
    """
    sound = text and len(text) <= kind.longest and text.isprintable() and text.strip() == text

    assert not sound or not re.fullmatch(kind.plain, text) or kind.read(text, ReadOptions()) == text


@examples(300)
@given(data=st.data())
@pytest.mark.parametrize("field", EXTRA, ids=lambda field: field.name)
def test_what_is_written_is_read_back(field: AnyField, data: st.DataObject) -> None:
    """
    What is written as text or JSON is read back with the same key.
    """
    value = field.take(data.draw(BY_KIND[field.kind.name]))
    if value is None:
        return
    kind = field.kind
    again = field.read(kind.write(value))

    assert again == value
    assert kind.key(again) == kind.key(value)
    assert kind.from_json(kind.to_json(value)) == value


FRAGMENTS = st.sampled_from(
    ["", "1", "-", ".", ",", "1e9", "99999", "31", "/", ":", "10:00", "EST", "AM", "Mar", "Z", "+05", "EUR", "$", "@"]
    + [
        "a",
        "ä",
        "x.de",
        "<",
        ">",
        "mailto:",
        "\n",
        "\x00",
        "\ud800",
        " ",
        "0",
        "٣",
        "½",
        "yes",
        ";",
        "http://",
        "1e999",
    ]
    + ["2026", "0001", "9999", "T", "W", "am", "NaN", "inf", "_", "'", "h", "s", "January", "sept", "12/12"]
)
junk = st.one_of(
    st.text(max_size=40), st.lists(FRAGMENTS, max_size=8).map("".join), st.text("0123456789./-: TZ+", max_size=24)
)


@examples(250)
@given(text=junk, order=st.none() | st.sampled_from(DateOrder))
@pytest.mark.parametrize("field", EXTRA, ids=lambda field: field.name)
def test_no_text_surprises_a_kind(field: AnyField, text: str, order: DateOrder | None) -> None:
    """
    It is read, absent or unreadable; what is read has a key, a text and a JSON form, and never is an empty one.
    """
    try:
        value = field.read(text, ReadOptions(date_order=order))
    except Unreadable as error:
        assert re.fullmatch(r"[a-z_]+", error.code)
        assert error.message
        return

    if value is not None:
        assert field.kind.key(value) not in ("", frozenset(), None)
        assert field.kind.write(value)
        assert field.kind.from_json(field.kind.to_json(value)) == value


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.binary(max_size=4)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@examples(600)
@given(said=st.dictionaries(st.sampled_from([*SCHEMA.leads, "nobody", ""]), anything, max_size=4))
def test_no_object_surprises_the_reading_of_a_draft(said: dict[str, object]) -> None:
    """
    Every name ends as a value, perhaps with a warning, as absent, or as an error at its name.
    """
    values, problems = SCHEMA.leads.read(said)
    names = [one.path for one in problems]

    assert all(isinstance(one, Problem) for one in problems)
    assert set(values) | set(names) <= set(said)
    assert set(values).isdisjoint(one.path for one in errors_in(problems))
    assert None not in values.values()


WORDS = st.text("AbÄz09.@_- \n", max_size=6)


@examples(500)
@given(texts=st.lists(WORDS | st.text(max_size=4) | st.none(), max_size=6))
def test_many_texts_are_compared_as_each_is(texts: list[str | None]) -> None:
    """
    Whether or not they are plain enough to be folded together, and so many that they are.
    """
    each = [None if text is None else text_key(text) for text in texts]

    assert text_keys(texts) == each
    assert text_keys(texts * 16) == each * 16


@examples(500)
@given(texts=st.lists(WORDS | st.text(max_size=4), max_size=6))
def test_many_texts_are_printable_if_each_is(texts: list[str]) -> None:
    """
    Texts are printable together exactly if each is, and cleaning does not change them.
    """
    assert all_printable(texts) == all(map(str.isprintable, texts))
    assert not all_printable(texts) or list(map(clean_text, texts)) == texts


@examples(1_000)
@given(text=st.text(max_size=30))
@example("\u0345\u0301a")
def test_text_keys_are_stable(text: str) -> None:
    """
    The key of a key is itself, case and outer blanks do not count, and cleaning twice is cleaning once.
    """
    key = text_key(text)

    assert text_key(key) == key
    assert text_key(f"  {text}\n") == key
    assert text_key(text.upper().lower()) == text_key(text.upper())
    assert clean_text(clean_text(text)) == clean_text(text)
