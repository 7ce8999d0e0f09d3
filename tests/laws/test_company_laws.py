"""
Laws of matching companies: order never matters, and what matches is found by its keys.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.strategies import examples

from leadflow.core.companies import CompanyRecord, company_key, company_keys, match_companies

FREE = frozenset({"gmail.com"})
WORDS = st.sampled_from(
    ["Müller", "mueller", "Acme", "Energy", "Bau", "GmbH", "AG", "Ltd", "&", "und", "Group", "S.A.", "-"]
    + ["(formerly", "(AB)", ")", "dba", ", Leeds", "d.o.o.", "株式会社", "Maschinenbau", "Machinenbau"]
)
NAMES = st.one_of(st.lists(WORDS, max_size=4).map(" ".join), st.text(max_size=12))
HOSTS = st.sampled_from(
    ["acme.de", "acme.com", "acme-gmbh.de", "mueller.co.uk", "gmail.com", "x.wordpress.com", "müller.de"]
)
RECORDS = st.builds(
    CompanyRecord,
    name=NAMES,
    email=st.one_of(st.just(""), st.builds("{}@{}".format, st.sampled_from("ab"), HOSTS), st.text(max_size=6)),
    website=st.one_of(st.just(""), HOSTS.map("https://www.{}/x".format), st.text(max_size=8)),
    phone=st.sampled_from(["", "+49 30 5551234", "030 5551234", "12"]),
    country=st.sampled_from(["", "DE", "de", "GB"]),
    external_ids=st.sampled_from([(), (("crm", "1"),), (("crm", "2"),)]),
    parent=st.one_of(st.just(""), NAMES),
)


@examples(500)
@given(one=RECORDS, other=RECORDS)
def test_order_of_records_never_matters(one: CompanyRecord, other: CompanyRecord) -> None:
    """
    One and the other match as the other and the one do.
    """
    assert match_companies(one, other, free_mail=FREE) == match_companies(other, one, free_mail=FREE)


@examples(500)
@given(one=RECORDS, other=RECORDS)
def test_matching_records_share_a_key(one: CompanyRecord, other: CompanyRecord) -> None:
    """
    An index by keys loses no match.
    """
    if match_companies(one, other, free_mail=FREE).same:
        assert company_keys(one, free_mail=FREE) & company_keys(other, free_mail=FREE)


@examples(300)
@given(name=NAMES)
def test_key_ignores_case_and_blanks(name: str) -> None:
    """
    A key says nothing of case and of blanks around a name.
    """
    assert company_key(f"  {name} ") == company_key(name)
    if name.isascii():
        assert company_key(name.upper()) == company_key(name.lower())
