"""
The currencies of ISO 4217, and the signs and words that mean them.
"""

from __future__ import annotations

from typing import Final

__all__ = ["CODES", "SHARED", "SIGNS", "currency_of"]

SIGNS: Final[dict[str, str]] = {
    **{"$": "USD", "us$": "USD", "usd$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "r$": "BRL"},
    **{"hk$": "HKD", "nz$": "NZD", "s$": "SGD", "mx$": "MXN", "nt$": "TWD", "aud$": "AUD", "cad$": "CAD"},
    **{"€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "円": "JPY", "yen": "JPY"},
    **{"₹": "INR", "rs": "INR", "₩": "KRW", "₽": "RUB", "zł": "PLN", "fr": "CHF", "sfr": "CHF", "kč": "CZK"},
    **dict.fromkeys(["dollar", "dollars", "dólar", "dólares", "dollaro", "dollari", "ドル", "米ドル"], "USD"),
    **dict.fromkeys(
        ["pound", "pounds", "pfund", "livre", "livres", "libra", "libras", "sterlina", "sterline", "pond", "ポンド"],
        "GBP",
    ),
    **dict.fromkeys(["franken", "franchi", "frank", "スイスフラン"], "CHF"),
    **{
        "ユーロ": "EUR",
        "元": "CNY",
        "rmb": "CNY",
        "人民币": "CNY",
        "yuan": "CNY",
        "real": "BRL",
        "zloty": "PLN",
        "złoty": "PLN",
    },
    **{"ft": "HUF", "₺": "TRY", "₪": "ILS", "reais": "BRL", "skr": "SEK", "nkr": "NOK", "dkr": "DKK", "zl": "PLN"},
    **{"лв": "BGN", "дин": "RSD", "грн": "UAH", "₴": "UAH", "руб": "RUB"},
}
"""
A sign or word, in lower case and without a full stop, to the code of its currency. ``kr`` and ``lei`` are left out:
each is the money of several countries, of which none comes first.
"""

_DOLLARS: Final = frozenset(
    "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP BSD BBD BZD JMD TTD XCD FJD NAD LRD GYD SRD BMD KYD BND".split()  # noqa: SIM905  # a list would be a line each
)

SHARED: Final[dict[str, frozenset[str]]] = {
    "$": _DOLLARS,
    "¥": frozenset({"JPY", "CNY"}),
    "￥": frozenset({"JPY", "CNY"}),
    "£": frozenset({"GBP", "EGP", "GIP", "FKP", "SHP", "SDG", "SSP", "LBP", "SYP"}),
    "rs": frozenset({"INR", "PKR", "LKR", "NPR", "MUR", "SCR"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
    "lei": frozenset({"RON", "MDL"}),
}
"""
Signs of several countries, each with the currencies that it may mean.
"""

CODES: Final = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
    CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
    UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL
    """.split()  # noqa: SIM905  # a list would be a line each
)
"""
The codes of ISO 4217, without funds, metals and codes for testing.
"""


def currency_of(sign: str) -> str | None:
    """
    Return the code that *sign* means; None if it is not a currency.
    """
    bare = sign.rstrip(".")
    known = SIGNS.get(bare.lower())
    return known or (bare.upper() if bare.upper() in CODES else None)
