"""
Which records are of one company, and by which evidence.
"""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks.companies import PAIRS, judged, pairs_of

from leadflow.adapters.free_mail import free_mail_domains
from leadflow.core.companies import (
    ACCOUNT_FIELD,
    PARENT_FIELD,
    CompanyEvidence,
    CompanyMatch,
    CompanyRecord,
    company_key,
    company_keys,
    company_of,
    match_companies,
)

FREE = frozenset({"gmail.com", "web.de"})
PINNED_KEYS = [
    ["email:ann@mail.mueller-group.de", "label:mueller", "name:deeghhilllmnnoorsu", "name:eehllmnorsu", "near:hlmnrs"],
    ["label:severstal", "name:aeelrsstv", "near:lrsstv", "phone:02530909"],
    ["id:account_id:7", "name:aaaaaceeeffgiiilmnnnnnnorrrsttttuu", "name:acem", "near:ffglmnnnnnnrrrstttt"],
]


def test_blank_addresses_are_nobodys() -> None:
    """
    A line break alone is no address that two records could share.
    """
    blank, none = CompanyRecord(email="\r"), CompanyRecord()

    assert match_companies(blank, none, free_mail=FREE) == match_companies(none, blank, free_mail=FREE)
    assert not match_companies(blank, CompanyRecord(email=" "), free_mail=FREE).same
    assert company_keys(blank, free_mail=FREE) == frozenset()


def test_one_of_several_accounts_in_a_system_decides() -> None:
    """
    A company may have two accounts there, in any order.
    """
    several = CompanyRecord(external_ids=(("crm", "1"), ("crm", "2")))
    for account, same in (("1", True), ("2", True), ("3", False)):
        assert match_companies(several, CompanyRecord(external_ids=(("crm", account),)), free_mail=FREE).same is same


@pytest.mark.parametrize(
    "spellings",
    [
        ["Granit San. ve Tic. A.Ş.", "GRANİT SANAYİ VE TİCARET ANONİM ŞİRKETİ", "Granit"],
        ["Công ty Cổ phần Granit", "CTCP Granit", "Granit JSC"],
        ["ТОО Гранит", "Granit LLP"],
        ["Български Гранит ООД", "Balgarski Granit OOD"],
        ["Северный Гранит", "Severnyy Granit", "Severny Granit", "Severnyi Granit"],
        ["Fratelli Granito di Granito Luca & C. S.n.c.", "F.lli Granito snc"],
        ["Granit Sdn. Bhd. (123456-X)", "Granit Sendirian Berhad"],
        ["深圳市石头科技有限公司", "深圳石头科技股份有限公司"],
        ["Granit d.o.o. Novi Sad", "Granit Novi Sad"],
        ["Granit X.Y.Z.", "Granit"],
        ["Stone 'n' Sand Bros Ltd", "Stone and Sand Brothers Limited"],
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: list[str]) -> None:
    """
    Legal forms of many countries, scripts, abbreviations, and what stands beside a name.
    """
    assert len({company_key(one) for one in spellings}) == 1, [company_key(one) for one in spellings]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Granite AG (formerly Slate Inc.)", "Slate Inc"),
        ("Granite AG, ehemals Slate GmbH", "Granite"),
        ("Slate Foods dba The Corner Deli", "The Corner Deli"),
        ("International Granite Works (IGW)", "IGW"),
        ("international granite works ltd (igw)", "IGW"),
        ("山田精機株式会社 (Granite Seiki)", "Granite Seiki"),
        ("Granite Ltd, Leeds", "Granite Limited"),
        ("Granit d.o.o. Novi Sad", "Granit"),
        ("V.O.F. Granit", "Granit vof"),
        ("Handelsbolaget Granit", "Granit HB"),
        ("Granit K.S.Q.W.", "Granit KSQW"),
        ("שיש הגליל בע״מ", "שיש הגליל"),
        ("上海東方閥門有限公司", "上海东方阀门"),
        ("Granit Public Joint Stock Company", "Granit"),
        ("Granite Harbour Supplies", "Granite Harbor Supply"),
        ("Four Stones Ltd", "4 Stones"),
        ("E-Granit Mobil", "EGranit Mobil"),
        ("Mediterranean Granite", "Mediteranean Granite"),
        ("Granite Environmental", "Granite Enviromental"),
        ("Granite Maintenance", "Granite Maintenence"),
        ("Granite Valve Works", "Granite Valves Works"),
        ("Århus Granit", "Aarhus Granit"),
        ("Đorđe Granit", "Djordje Granit"),
    ],
)
def test_other_writings_of_one_name_match(one: str, other: str) -> None:
    """
    Other names beside a name, its place, forms in other places and scripts, plurals, and mistakes that nobody hears.
    """
    first, second = acme(one), acme(other)

    assert match(first, second).same
    assert company_keys(first, free_mail=FREE) & company_keys(second, free_mail=FREE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Steinberg Verlag", "Sternberg Verlag"),
        ("Alpha Motors", "Alpha Rotors"),
        ("Vita Pflege", "Vitas Pflege"),
        ("Granite Ltd, Leeds", "Granite Ltd, Dover"),
        ("Granite AG, formerly Slate AG", "Marble AG, formerly Slate AG"),
        ("Falkenberg GmbH, Leasing", "Falkenberg GmbH"),
        ("H. J. Granit", "Granit"),
        ("Rodriguez Import", "Rodrigues Import"),
        ("Consultant", "Consultant"),
    ],
)
def test_like_names_of_two_companies_do_not_match(one: str, other: str) -> None:
    """
    Other letters that are heard, other places, two companies that were called the same, and names that say nothing.
    """
    assert not match(acme(one), acme(other)).same


def test_numbers_in_names_share_no_key() -> None:
    """
    Companies whose names have the same digits in another order are not read for each other.
    """
    one, other = (company_keys(CompanyRecord(name=name), free_mail=FREE) for name in ("Hotel 1234", "Hotel 4321"))

    assert one.isdisjoint(other)


@pytest.mark.parametrize("extension", ["ext. 12", "x12", "#12", "Durchwahl 12"])
def test_an_extension_is_no_part_of_a_phone(extension: str) -> None:
    """
    The phone of a person there is that of the company.
    """
    assert match(acme(phone=f"+1 206 555 0188 {extension}"), acme("Acme Boats", phone="206.555.0188")).same


def test_domains_under_two_endings_are_one_where_the_longer_name_is_their_label() -> None:
    """
    A name that leaves words out is the company of the domain; one that adds others may be a subsidiary.
    """
    one, other = acme("Acme", email="a@acme-pumps.de"), acme("Acme Pumps", website="acme-pumps.com")

    assert match(one, other).same
    assert not match(acme(email="a@acme.de"), acme("Acme Pumps", website="acme.com")).same


def test_one_form_is_of_any_country_that_is_said() -> None:
    """
    A form that both have says nothing against the country of one of them.
    """
    assert match(acme("Acme Lda", country="AO"), acme("Acme Lda")).same
    assert not match(acme("Acme Ltd", country="GB"), acme("Acme Lda")).same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Studio X.Q.", "Studio Z.W."),
        ("Garage Est SARL", "Garage Ouest SARL"),
        ("GmbH", "GmbH"),
        ("Banco Sur", "Banco"),
    ],
)
def test_what_looks_like_a_form_does_not_make_two_names_one(one: str, other: str) -> None:
    """
    Letters with dots differ, words of a name stay, and a form alone says nothing.
    """
    assert not match(acme(one), acme(other)).same


def match(one: CompanyRecord, other: CompanyRecord) -> CompanyMatch:
    """
    Match two records both ways.
    """
    found = match_companies(one, other, free_mail=FREE)
    assert found == match_companies(other, one, free_mail=FREE)
    return found


def acme(name: str = "Acme GmbH", **given: Any) -> CompanyRecord:
    """
    Return a record with a name and more.
    """
    return CompanyRecord(name=name, **given)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (acme(), acme("ACME"), CompanyMatch(True, CompanyEvidence.NAME)),
        (acme(), acme("Apex GmbH"), CompanyMatch(False, CompanyEvidence.NAME)),
        (acme(), acme(""), CompanyMatch(False, CompanyEvidence.NONE)),
        (acme("n/a"), acme("n/a"), CompanyMatch(False, CompanyEvidence.NONE)),
        (acme(country="DE"), acme(country="SE"), CompanyMatch(False, CompanyEvidence.COUNTRY)),
        (acme("Acme GmbH"), acme("Acme Ltd"), CompanyMatch(False, CompanyEvidence.COUNTRY)),
        (acme(email="a@acme.de"), acme("", website="www.acme.de"), CompanyMatch(True, CompanyEvidence.DOMAIN)),
        (acme(email="a@acme.de"), acme("Zentrale", email="b@it.acme.de"), CompanyMatch(True, CompanyEvidence.DOMAIN)),
        (acme(email="a@acme.de"), acme(email="b@acme-tools.com"), CompanyMatch(False, CompanyEvidence.DOMAIN)),
        (acme(email="a@acme.de"), acme(email="b@acme.com"), CompanyMatch(True, CompanyEvidence.DOMAIN)),
        (
            acme(email="a@acme.de"),
            acme("Acme Energy", email="b@acme.de"),
            CompanyMatch(False, CompanyEvidence.DIVISION),
        ),
        (acme(email="a@gmail.com"), acme("Apex", email="b@gmail.com"), CompanyMatch(False, CompanyEvidence.NAME)),
        (acme("", email="a@gmail.com"), acme("", email="A@gmail.com"), CompanyMatch(True, CompanyEvidence.EMAIL)),
        (
            acme(phone="+49 30 5551234"),
            acme("Acme Bau", phone="030/555 12 34"),
            CompanyMatch(True, CompanyEvidence.PHONE),
        ),
        (acme(phone="+49 30 5551234"), acme("Apex", phone="+49 30 5551234"), CompanyMatch(False, CompanyEvidence.NAME)),
        (acme("Acme Solar", parent="Apex AG"), acme("Apex"), CompanyMatch(True, CompanyEvidence.PARENT)),
        (acme("Apex AG", country="DE"), acme("Apex Inc", country="US"), CompanyMatch(False, CompanyEvidence.COUNTRY)),
    ],
    ids=str,
)
def test_evidence_decides_in_its_order(one: CompanyRecord, other: CompanyRecord, found: CompanyMatch) -> None:
    """
    Each kind of evidence is tried in its order, and what decided is said.
    """
    assert match(one, other) == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tata Steel", "Tata Motors", False),
        ("Tata Steel Ltd", "Tata", True),
        ("Tata Mumbai", "Tata Chennai", True),
        ("Tata Sales", "Tata Accounting", True),
        ("Tata Eng. Works", "Tata Engineering Plant", True),
        ("Tata Group", "Tata - Mesa", True),
    ],
)
def test_parts_of_a_group_at_its_domain_are_apart(one: str, other: str, same: bool) -> None:
    """
    Two names that each add a part to the group whose domain they share are two companies; offices of it are not.
    """
    assert match(acme(one, email="a@tata.com"), acme(other, email="b@tata.com")).same is same


def test_legal_forms_make_parts_at_any_domain() -> None:
    """
    At a domain that is not called as the group, parts are apart where both have a legal form.
    """
    cargo = acme("Hansa Cargo AG", email="a@hx.de")

    assert not match(cargo, acme("Hansa Technik AG", email="b@hx.de")).same
    assert match(cargo, acme("Hansa Frachten", email="b@hx.de")).same


def test_bodies_under_an_umbrella_are_apart() -> None:
    """
    A domain under which many bodies have a name of their own is nobody's own.
    """
    assert not match(acme("IHK Ulm", email="a@ulm.ihk.de"), acme("IHK Kassel", email="b@kassel.ihk.de")).same


@pytest.mark.parametrize("ending", ["adv.br", "ind.br", "kyiv.ua", "tokyo.jp", "av.tr", "waw.pl", "firm.in"])
def test_companies_under_an_ending_of_a_registry_are_apart(ending: str) -> None:
    """
    What a registry sells names under is nobody's own; one name under it is.
    """
    granit = acme("Granit", email=f"a@granit.{ending}")

    assert not match(granit, acme("Nordlys", email=f"b@nordlys.{ending}")).same
    assert match(granit, acme("Berg", website=f"https://www.granit.{ending}/b")).evidence is CompanyEvidence.DOMAIN


@pytest.mark.parametrize(
    ("native", "written"),
    [
        ("ЗАО Северсталь", "Severstal"),
        ("Київхліб", "Kyivkhlib"),
        ("Рога и Копыта", "Roga i Kopyta"),
        ("Ουρανός ΑΕ", "Ouranos"),
    ],
)
def test_scripts_are_read_as_latin(native: str, written: str) -> None:
    """
    Cyrillic and Greek names have the key of their spelling in Latin letters.
    """
    assert company_key(native) == company_key(written)


def test_hyphens_and_endings_are_one_company_and_two_names_at_one_ending_are_not() -> None:
    """
    A company has its name under several endings; who had to add a word under the same ending came second.
    """
    assert match(acme(email="a@acme-tools.de"), acme(email="b@acmetools.de")).same
    assert match(acme(email="a@acme.de"), acme(email="b@acmegroup.com")).same
    assert not match(acme(email="a@acme.com"), acme(email="b@acmegroup.com")).same


def test_sharp_s_and_ss_are_two_domains() -> None:
    """
    Domains compare by IDNA 2008: ß is a letter of its own.
    """
    one, other = acme("", email="a@fußball.de"), acme("", email="b@fussball.de")

    assert not match(one, other).same
    assert match(acme("", email="a@büro.de"), acme("", email="b@xn--bro-hoa.de")).same


def test_account_ids_decide_first() -> None:
    """
    One id in one system is one company, by any name; two ids there are two, by the same name.
    """
    one = CompanyRecord(name="Acme", external_ids=(("crm", "1"), ("erp", "7")))

    assert match(one, CompanyRecord(name="Apex", external_ids=(("crm", "1"),))) == CompanyMatch(
        True, CompanyEvidence.EXTERNAL_ID
    )
    assert match(one, CompanyRecord(name="Acme", external_ids=(("crm", "2"),))) == CompanyMatch(
        False, CompanyEvidence.EXTERNAL_ID
    )
    assert match(one, CompanyRecord(name="Acme", external_ids=(("hub", "9"),))) == CompanyMatch(
        True, CompanyEvidence.NAME
    )


@pytest.mark.parametrize(
    "name",
    [
        "Müller & Söhne GmbH",
        "Mueller und Soehne",
        "MULLER + SOHNE G.m.b.H.",
        "Müller-Söhne Ges.m.b.H.",
        "Müller & Söhne  GmbH & Co. KG",
    ],
)
def test_spellings_have_one_key(name: str) -> None:
    """
    Umlauts, joining words, marks and legal forms say nothing.
    """
    assert company_key(name) == company_key("Muller Sohne")


@pytest.mark.parametrize(
    "name", ["", "-", "n/a", "GmbH", "Privat", "self-employed", "The", "€", "\ud800", "x" * 100_000]
)
def test_names_that_say_nothing_match_nothing(name: str) -> None:
    """
    What stands for no name is no name, and no text fails.
    """
    record = CompanyRecord(name=name)
    assert match(record, CompanyRecord(name=name)).same is bool(company_key(name))
    assert match(record, acme()).same is False


def test_matches_share_a_key() -> None:
    """
    An index by keys finds whatever matches.
    """
    free = free_mail_domains()
    for pair in pairs_of(PAIRS):
        if match_companies(pair.one, pair.other, free_mail=free).same:
            assert company_keys(pair.one, free_mail=free) & company_keys(pair.other, free_mail=free)


def test_keys_of_free_mail_and_shared_sites_are_left_out() -> None:
    """
    Customers of one provider share no key.
    """
    one = CompanyRecord(email="a@gmail.com", website="https://www.facebook.com/acme")

    assert company_keys(one, free_mail=FREE) == {"email:a@gmail.com"}


def test_labelled_pairs_are_matched() -> None:
    """
    Of the pairs that are not held out nearly all are found, and none is found wrongly.
    """
    seen = [pair for pair in pairs_of(PAIRS) if not pair.held_out]
    found = [pair for pair in seen if judged(pair).same]

    assert [pair for pair in found if not pair.same] == []
    assert len(found) >= 0.99 * sum(pair.same for pair in seen)


def test_free_mail_comes_from_the_package() -> None:
    """
    Providers of mail and of internet access are known, and companies are not among them.
    """
    known = free_mail_domains()

    assert {"gmail.com", "t-online.de", "qq.com", "online.no", "docomo.ne.jp"} <= known
    assert known.isdisjoint({"siemens.com", "acme.com", "ibm.com"})


def test_lead_says_its_company_by_its_fields() -> None:
    """
    Company, address, website, phone, country, account and parent are read from a lead's fields.
    """
    said: dict[str, object] = {
        "company": "Acme",
        "email": "a@acme.de",
        "website": "acme.de",
        "mobile_phone": "0171 555",
        "country": "DE",
        ACCOUNT_FIELD: "A-17",
        PARENT_FIELD: "Apex",
        "score": 7,
    }

    assert company_of(said) == CompanyRecord(
        name="Acme",
        email="a@acme.de",
        website="acme.de",
        phone="0171 555",
        country="DE",
        external_ids=(("account_id", "A-17"),),
        parent="Apex",
    )
    assert company_of({**said, "work_phone": "030 555"}).phone == "030 555"
    assert company_of({"company": 3, "email": None}) == CompanyRecord()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("AB Volvo", "Volvo", True),
        ("NV Energy", "Energy Inc", False),
        ("SAS Institute", "Institute Ltd", False),
        ("Alpha Fund II", "Alpha Fund", False),
        ("Air France", "France Air", False),
        ("Elektro Meier", "Meier Elektro", True),
        ("Maler Schmitt GmbH i.L.", "Maler Schmitt", True),
        ("Kowalczyk S.J.", "Kowalczyk spółka jawna", True),
        ("ИП Иванов", "Иванов", True),
        ("Яндекс", "Yandex", True),
    ],
)
def test_what_is_left_of_a_name_is_a_name(one: str, other: str, same: bool) -> None:
    """
    Forms are taken off where a name is left, and words change places unless one of them is a country.
    """
    assert match(acme(one), acme(other)).same is same


@pytest.mark.parametrize("site", ["https://behance.net/x", "https://acme.blogspot.de", "https://acme.blogspot.com/a"])
def test_shared_sites_are_nobodys_own(site: str) -> None:
    """
    A page at a site that many companies share says nothing of a company.
    """
    assert company_keys(CompanyRecord(website=site), free_mail=FREE) == frozenset()


def test_keys_in_databases_are_those_of_today() -> None:
    """
    Stores keep keys: who changes how they are made adds a migration that notes all leads, as migration 17 does, and
    pins them again here.
    """
    records = [
        CompanyRecord(name="The Müller & Söhne Holding GmbH & Co. KG", email="Ann@Mail.Mueller-Group.de"),
        CompanyRecord(name="ЗАО Северсталь", website="https://www.severstal.com/a", phone="+7 8202 530909"),
        CompanyRecord(name="Intl. Fastener Mfg. Co., Ltd.", parent="Acme Inc", external_ids=(("account_id", "7"),)),
    ]

    assert [sorted(company_keys(one, free_mail=())) for one in records] == PINNED_KEYS
