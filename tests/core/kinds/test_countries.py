"""
Countries are found by code, by name in eight languages and by the other ways to write them.
"""

from __future__ import annotations

from collections import defaultdict
from unicodedata import normalize

import pytest

from leadflow.core.kinds.countries import (
    _TABLE,
    _UMLAUTS,
    COUNTRIES,
    country_code,
    loose_key,
)
from leadflow.core.text import text_key

LINES = [line.split("|") for line in _TABLE.splitlines()]

# In English, German, French, Spanish, Italian, Dutch, Portuguese and Japanese.
IN_EIGHT_LANGUAGES = {
    "AT": "Austria|Österreich|Autriche|Austria|Austria|Oostenrijk|Áustria|オーストリア",
    "BR": "Brazil|Brasilien|Brésil|Brasil|Brasile|Brazilië|Brasil|ブラジル",
    "CH": "Switzerland|Schweiz|Suisse|Suiza|Svizzera|Zwitserland|Suíça|スイス",
    "CZ": "Czechia|Tschechien|Tchéquie|Chequia|Cechia|Tsjechië|Tchéquia|チェコ",
    "DE": "Germany|Deutschland|Allemagne|Alemania|Germania|Duitsland|Alemanha|ドイツ",
    "ES": "Spain|Spanien|Espagne|España|Spagna|Spanje|Espanha|スペイン",
    "GB": "United Kingdom|Vereinigtes Königreich|Royaume-Uni|Reino Unido|Regno Unito|Verenigd Koninkrijk|Reino Unido"
    "|イギリス",
    "GR": "Greece|Griechenland|Grèce|Grecia|Grecia|Griekenland|Grécia|ギリシャ",
    "JP": "Japan|Japan|Japon|Japón|Giappone|Japan|Japão|日本",
    "KR": "South Korea|Südkorea|Corée du Sud|Corea del Sur|Corea del Sud|Zuid-Korea|Coreia do Sul|韓国",
    "NL": "Netherlands|Niederlande|Pays-Bas|Países Bajos|Paesi Bassi|Nederland|Países Baixos|オランダ",
    "US": "United States|Vereinigte Staaten|États-Unis|Estados Unidos|Stati Uniti|Verenigde Staten|Estados Unidos"
    "|アメリカ合衆国",
    "ZA": "South Africa|Südafrika|Afrique du Sud|Sudáfrica|Sudafrica|Zuid-Afrika|África do Sul|南アフリカ",
}

ALIASES = {
    "AE": "UAE|U.A.E.|U. A. E.|Emirates|VAE",
    "AT": "Oesterreich|Osterreich|OESTERREICH|Republik Österreich",
    "BA": "Bosnia|Bosnia and Herzegovina|Bosnia & Herzegovina|Bosnia-Herzegovina",
    "BO": "Bolivia|Bolivia, Plurinational State of|Bolivia (Plurinational State of)",
    "BY": "Belarus|Weißrussland|Weissrussland|WEISSRUSSLAND|Wit-Rusland",
    "CD": "DRC|DR Congo|Democratic Republic of the Congo|Congo (Democratic Republic of the)|Zaire|RD Congo",
    "CI": "Ivory Coast|Cote d'Ivoire|Côte d’Ivoire|Cote d´Ivoire|COTE D'IVOIRE|Cote dIvoire|Elfenbeinküste",
    "CN": "PRC|P.R.C.|P.R. China|People's Republic of China|Peoples Republic of China|Mainland China|VR China|中國",
    "CV": "Cape Verde|Cabo Verde|Kap Verde",
    "CZ": "Czech Republic|The Czech Republic|Tschechische Republik|Česko|Cesko",
    "DE": "BRD|B.R.D.|FRG|Bundesrepublik Deutschland|Federal Republic of Germany|ドイツ連邦共和国",
    "DK": "Daenemark|Danmark",
    "ES": "Espana|ESPAÑA|Reino de España",
    "GB": "UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|Grossbritannien|Engeland|英国",
    "GR": "EL|Hellas|Ελλάδα|ΕΛΛΑΔΑ",
    "HK": "Hong Kong|Hongkong|Hong Kong SAR|Hong Kong, China|香港",
    "IE": "Republic of Ireland|Eire|Éire",
    "IR": "Iran|Iran, Islamic Republic of|Iran (Islamic Republic of)",
    "KP": "North Korea|DPRK|Korea (the Democratic People's Republic of)|Korea, North",
    "KR": "Korea|Republic of Korea|Korea, Republic of|Korea (the Republic of)|Rep. of Korea|S. Korea|대한민국",
    "LA": "Laos|Lao PDR|Lao People's Democratic Republic",
    "LC": "Saint Lucia|St. Lucia|St Lucia|St.Lucia",
    "MD": "Moldova|Republic of Moldova|Moldova, Republic of|Moldawien",
    "MK": "Macedonia|North Macedonia|FYROM|F.Y.R.O.M.|Mazedonien",
    "MM": "Burma|Myanmar|Birma",
    "MO": "Macao|Macau|マカオ",
    "NL": "Holland|The Netherlands|Netherlands (the)|Netherlands, The",
    "PS": "Palestine|State of Palestine|Palestine, State of",
    "RU": "Russia|Russian Federation|Россия|RUSSLAND",
    "ST": "Sao Tome and Principe|São Tomé & Príncipe",
    "SY": "Syria|Syrian Arab Republic",
    "SZ": "Swaziland|Eswatini|Swasiland",
    "TL": "East Timor|Timor-Leste|Timor Leste",
    "TR": "Turkey|Türkiye|Turkiye|TÜRKİYE|Tuerkei",
    "TW": "Taiwan|Taiwan, Province of China|Taiwan (R.O.C.)|台灣",
    "TZ": "Tanzania|Tanzania, United Republic of|United Republic of Tanzania",
    "US": "USA|U.S.A.|U. S. A.|U.S.|US|America|United States of America|the United States|EE. UU.|EUA|VS|米国",
    "VA": "Vatican|Holy See|The Holy See (Vatican City State)",
    "VE": "Venezuela|Venezuela, Bolivarian Republic of|Venezuela (Bolivarian Republic of)",
    "VN": "Vietnam|Viet Nam|Viêt Nam|Việt Nam",
    "XK": "Kosovo|XKX|XKK|Kosova",
}

DECIDED = {
    "CA": "CA",
    "Congo": "CG",
    "GA": "GA",
    "Georgia": "GE",
    "Guyane": "GF",
    "Island": "IS",
    "Jersey": "JE",
    "NA": "NA",
    "RU": "RU",
    "Republic of China": "TW",
    "Saint-Martin": "MF",
    "Sint Maarten": "SX",
    "R.-U.": None,
    "É.-U.": None,
    "Virgin Islands": None,
    "Timor": None,
    "Yugoslavia": None,
}

NOWHERE = [
    *("", " ", "\n", ".", "-", "'", "&", "the", "?", "-1", "49", "|", "US|USA", "US, CA", "DE/AT", "Germany / Austria"),
    *("n/a", "n.a.", "N.A", "n. a.", "no.", "none", "AN", "ZZ", "EU", "AAA", "TX", "Texas", "Europe", "Atlantis"),
]


def cases(table: dict[str, str]) -> list[tuple[str, str]]:
    """
    Return each code of *table* with each of its names.
    """
    return [(code, name) for code, names in table.items() for name in names.split("|")]


def test_all_countries_are_there() -> None:
    """
    The 249 entries of ISO 3166-1 and Kosovo have a line each, in the order of their codes.
    """
    codes = [line[0] for line in LINES]

    assert len(codes) == 250
    assert codes == sorted(set(codes))
    assert list(COUNTRIES) == codes
    assert "XK" in COUNTRIES


def test_codes_are_well_formed() -> None:
    """
    Codes are upper case letters, two and three of them, and no alpha-3 code stands twice.
    """
    shapes = {(len(two), len(three), (two + three).isupper(), (two + three).isascii()) for two, three, *_ in LINES}

    assert shapes == {(2, 3, True, True)}
    assert len({line[1] for line in LINES}) == len(LINES)


def test_every_code_finds_itself() -> None:
    """
    Alpha-2 and alpha-3 codes are found in either case and with blanks around them.
    """
    written = {
        (two, country_code(text))
        for two, three, *_ in LINES
        for code in (two, three)
        for text in (code, code.lower(), f" {code.title()}\n")
    }

    assert written == {(code, code) for code in COUNTRIES}


def test_every_name_finds_its_country() -> None:
    """
    Every name in the table is found as it is, in other cases, decomposed and without its accents.
    """
    lost = [
        (line[0], text)
        for line in LINES
        for name in line[2:]
        for plain in ("".join(mark for mark in normalize("NFD", name) if not "\u0300" <= mark <= "\u036f"),)
        for text in (name, name.upper(), name.lower(), normalize("NFD", name), f"  {name} ", plain)
        if country_code(text) != line[0]
    ]

    assert lost == []


def test_english_names_round_trip() -> None:
    """
    The English name of a country leads back to its code.
    """
    back = {code: country_code(name) for code, name in COUNTRIES.items()}

    assert back == {code: code for code in COUNTRIES}


def test_no_key_is_claimed_by_two_countries() -> None:
    """
    A code, a name and every looser form of a name belong to one country.
    """
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for code, alpha3, *names in LINES:
        keys = [text_key(name) for name in names]
        looser = [loose_key(form) for key in keys for form in (key, key.translate(_UMLAUTS))]
        for key in (code.lower(), alpha3.lower(), *keys, *looser):
            owners[key].add(code)

    assert {key: codes for key, codes in owners.items() if len(codes) > 1} == {}
    assert "" not in owners


def test_no_line_repeats_a_name() -> None:
    """
    The table holds a name once a country, however it is written.
    """
    repeated = [line[0] for line in LINES if len({loose_key(text_key(name)) for name in line[2:]}) < len(line) - 2]

    assert repeated == []


@pytest.mark.parametrize(("code", "name"), cases(IN_EIGHT_LANGUAGES))
def test_names_in_eight_languages(code: str, name: str) -> None:
    """
    A country is found by its name in each of the languages.
    """
    found = country_code(name)

    assert found == code


def test_names_of_portugal_and_brazil() -> None:
    """
    Both ways to write Portuguese are known.
    """
    found = {name: country_code(name) for name in ("Polônia", "Polónia", "Irã", "Irão", "Vietnã", "Vietname")}

    assert found == {"Polônia": "PL", "Polónia": "PL", "Irã": "IR", "Irão": "IR", "Vietnã": "VN", "Vietname": "VN"}


@pytest.mark.parametrize(("code", "name"), cases(ALIASES))
def test_aliases(code: str, name: str) -> None:
    """
    Abbreviations, official, former and short names, and spellings without accents are known.
    """
    found = country_code(name)

    assert found == code


@pytest.mark.parametrize(("text", "code"), DECIDED.items())
def test_ambiguous_names_are_decided(text: str, code: str | None) -> None:
    """
    A text that could mean two places means what the table says, or none; states of the US are never meant.
    """
    found = country_code(text)

    assert found == code


@pytest.mark.parametrize("text", NOWHERE)
def test_unknown_texts_are_none(text: str) -> None:
    """
    What names no country, more than one or nothing at all is None.
    """
    found = country_code(text)

    assert found is None


def test_full_width_letters_are_letters() -> None:
    """
    Texts are compared by their keys, so the width of letters does not matter.
    """
    found = [country_code("ＵＳＡ"), country_code("ｄｅ"), country_code("ﾄﾞｲﾂ")]

    assert found == ["US", "DE", "DE"]


def test_countries_cannot_be_changed() -> None:
    """
    The mapping of countries is read-only.
    """
    with pytest.raises(TypeError):
        COUNTRIES["ZZ"] = "Nowhere"  # type: ignore[index]  # as is refused
