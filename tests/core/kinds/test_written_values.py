"""
How people and programs of many countries write values: what each kind reads, and what it refuses instead of guessing.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from leadflow.core.fields import Field
from leadflow.core.kinds import KINDS
from leadflow.core.kinds.amounts import read_amount
from leadflow.core.kinds.currencies import CODES, SIGNS
from leadflow.core.kinds.date_words import MONTHS
from leadflow.core.problems import Unreadable

WRITTEN: dict[str, dict[str, str]] = {
    "money": {
        "1 234,50 €": "EUR 1234.50",
        "1 234 567 €": "EUR 1234567",
        "CHF 1'234.50": "CHF 1234.50",
        "CHF 1’234.50": "CHF 1234.50",
        "Fr. 1'234.–": "CHF 1234",
        "1'234.-- CHF": "CHF 1234",
        "SFr. 500.-": "CHF 500",
        "3億5000万円": "JPY 350000000",
        "1億2,500万円": "JPY 125000000",
        "RMB 100": "CNY 100",
        "R$ 360 mil": "BRL 360000",
        "R$ 1,5 mi": "BRL 1500000.0",
        "R$ 100 mil a R$ 1 mi": "BRL 100000",
        "around $2M": "USD 2000000",
        "₹1,23,456.78": "INR 123456.78",
        "Rs. 1,23,456/-": "INR 123456",
        "Rs 5,00,000": "INR 500000",
        "INR 12,34,567": "INR 1234567",
        "₹ 5 lakh": "INR 500000",
        "5 lakhs INR": "INR 500000",
        "₹ 2.5 crore": "INR 25000000.0",
        "1 234 kr": "!currency_unknown",
        "SEK 1 234,50": "SEK 1234.50",
        "1.234:- SEK": "SEK 1234",
        "500:-": "500",
        "1 234,50 zł": "PLN 1234.50",
        "1234,50 PLN": "PLN 1234.50",
        "1,5 mln zł": "PLN 1500000.0",
        "500 tys. zł": "PLN 500000",
        "R$ 1.234,56": "BRL 1234.56",
        "R$1.234": "BRL 1234",
        "1,5 milhão de reais": "BRL 1500000.0",
        "US$ 1,234.56": "USD 1234.56",
        "USD1,234": "USD 1234",
        "1.234,56 US$": "USD 1234.56",
        "MX$ 1,234.50": "MXN 1234.50",
        "$1,234.50 MXN": "MXN 1234.50",
        "$ 1.234.567 COP": "COP 1234567",
        "$1.234 CLP": "CLP 1234",
        "CAD $500": "CAD 500",
        "$500 CAD": "CAD 500",
        "A$500": "AUD 500",
        "AUD$ 500": "AUD 500",
        "£1.2m": "GBP 1200000.0",
        "£1.2M+": "GBP 1200000.0",
        "€ 12.500,00": "EUR 12500.00",
        "12.500 EUR": "EUR 12500",
        "12.500,- €": "EUR 12500",
        "12,500": "12500",
        "€ 2,5 Mrd.": "EUR 2500000000.0",
        "2,5 Mrd €": "EUR 2500000000.0",
        "€1B": "EUR 1000000000",
        "1.2 billion USD": "USD 1200000000.0",
        "2,5 Md€": "EUR 2500000000.0",
        "350 k€": "EUR 350000",
        "350k€": "EUR 350000",
        "350 K€": "EUR 350000",
        "350 TEUR": "EUR 350000",
        "350 T€": "EUR 350000",
        "5 Mio EUR": "EUR 5000000",
        "5 M€": "EUR 5000000",
        "5M€": "EUR 5000000",
        "12 M d'euros": "EUR 12000000",
        "-1.234,50 €": "EUR -1234.50",
        "−1 234,50 €": "EUR -1234.50",
        "1.234,50- €": "EUR -1234.50",
        "1.234,50-": "-1234.50",
        "(1.234,50 €)": "EUR -1234.50",
        "($500)": "USD -500",
        "-$500": "USD -500",
        "$-500": "USD -500",
        "5.000 – 10.000 €": "EUR 5000",
        "€5k-10k": "EUR 5000",
        "$10,000 - $50,000": "USD 10000",
        "<_€1.000": "EUR 0",
        "€1.000_-_€5.000": "EUR 1000",
        ">_€5.000": "EUR 5000",
        "über 5 Mio. €": "EUR 5000000",
        "1.000.000": "1000000",
        "1,000,000": "1000000",
        "1.000.000,00": "1000000.00",
        "1,00,000": "100000",
        "1e6": "1000000",
        "0": "0",
        "0,00 €": "EUR 0.00",
        "kostenlos": "!number_unreadable",
        "¥1,200万": "JPY 12000000",
        "1,200万円": "JPY 12000000",
        "3億円": "JPY 300000000",
        "120万": "1200000",
        "1 Million Euro": "EUR 1000000",
        "1,5 billones de pesos": "!number_unreadable",
        "mil euros": "!number_unreadable",
    },
    "integer": {
        "about 200": "200",
        "unos 50": "50",
        "rund 50 Mitarbeiter": "50",
        "(50-99)": "50",
        "(50)": "-50",
        "tot 50": "0",
        "10人未満": "0",
        "50 or less": "0",
        "n.c.": "absent",
        "sin datos": "absent",
        "not applicable": "absent",
        "非公開": "absent",
        "'50": "50",
        "1 200": "1200",
        "1’200": "1200",
        "1'200": "1200",
        "1,20,000": "120000",
        "1.200,00": "1200",
        "1,200.00": "1200",
        "12,00": "12",
        "12,5": "!number_not_whole",
        "10-19": "10",
        "10 à 19": "10",
        "10 bis 19": "10",
        "10 a 19": "10",
        "entre 10 et 19": "10",
        "between 10 and 19": "10",
        "10 - 19 salariés": "10",
        "11 bis 50 Mitarbeiter": "11",
        "1.001–5.000 Mitarbeiter": "1001",
        "1001-5000": "1001",
        "10001+": "10001",
        "10.000+": "10000",
        ">1.000": "1000",
        "mehr als 1000": "1000",
        "1-10": "1",
        "01-10": "!number_unreadable",
        "2-5 Mitarbeiter": "2",
        "1 Mitarbeiter": "1",
        "Einzelunternehmer": "!number_unreadable",
        "self-employed": "!number_unreadable",
        "~50": "50",
        "ca. 50": "50",
        "10 tot 19": "10",
        "10〜19名": "10",
        "１００": "100",
        "１，２００": "1200",
        "50名": "50",
        "100人以上": "100",
        "1千": "1000",
        "Jan 10": "!number_unreadable",
        "10. Jan": "!number_unreadable",
        "11.50": "!number_not_whole",
        "2026-03-05": "!number_unreadable",
        "5 000 et plus": "5000",
        "500 ou mais": "500",
        "+50": "50",
        "50 (2023)": "!number_unreadable",
        "1 to 10": "1",
        "l0": "!number_unreadable",
        "0x10": "!number_unreadable",
        "1k-5k": "1000",
        "5-10k": "5000",
        "1-5k": "1000",
        "100k": "100000",
        "1.5k": "1500",
        "1,5k": "1500",
    },
    "decimal": {
        "0.123": "0.123",
        "1.234": "1.234",
        "12,5 %": "12.5",
        "12.5%": "12.5",
        ",5": "0.5",
        "-,5": "-0.5",
        "1/2": "!number_unreadable",
        "½": "!number_unreadable",
        "12,50": "12.50",
        "1.234.567,89": "1234567.89",
        "1 234 567,89": "1234567.89",
        "1'234'567.89": "1234567.89",
        "12,34,567.89": "1234567.89",
        "1,23,4": "!number_unreadable",
        "12.34.56": "!number_unreadable",
        "1.2.3": "!number_unreadable",
        "1,2,3": "!number_unreadable",
        "5,000.000": "5000.000",
        "5.000,000": "5000.000",
        "1E3": "1000",
    },
    "boolean": {
        "'Yes": "True",
        "'Nein'": "False",
        "wahr": "True",
        "Vero": "True",
        "Sì": "True",
        "SI": "True",
        "Sí": "True",
        "OUI": "True",
        "Sim": "True",
        "N": "False",
        "Não": "False",
        "non": "False",
        "1.0": "True",
        "0.0": "False",
        "TRUE()": "!boolean_unreadable",
        "yes, please": "!boolean_unreadable",
        "2": "!boolean_unreadable",
        "ok": "!boolean_unreadable",
        "tak": "!boolean_unreadable",
        "nie": "!boolean_unreadable",
        "WAAR": "True",
        "ONWAAR": "False",
        "VRAI": "True",
        "FAUX": "False",
        "FALSCH": "False",
        "VERDADERO": "True",
        "VERDADEIRO": "True",
        "FALSO": "False",
        "FAUX ": "False",
        "有": "!boolean_unreadable",
        "無": "!boolean_unreadable",
        "○": "True",
        "◯": "True",
        "可": "!boolean_unreadable",
        "subscribed": "!boolean_unreadable",
        "on": "True",
        "checked": "True",
        "✔️": "True",
        "☑️": "True",
        "✖": "False",
        "✕": "False",
        "０": "False",
        "１": "True",
        "o": "True",
    },
    "datetime": {
        "2026-03-05 14:30 CET": "2026-03-05 13:30:00+00:00",
        "5. März 2026, 14:30 MEZ": "2026-03-05 13:30:00+00:00",
        "July 5, 2026, 2:30:05 PM EDT": "2026-07-05 18:30:05+00:00",
        "2026-03-05 14:30 JST": "2026-03-05 05:30:00+00:00",
        "2026-03-05 14:30 CST": "!date_unreadable",
        "5 de marzo de 2026, 14:30 h": "2026-03-05 14:30:00+00:00",
        "1.º de março de 2026": "2026-03-01 00:00:00+00:00",
        "11.02.2026, 09:14 Uhr": "2026-02-11 09:14:00+00:00",
        "11.02.2026 09:14 Uhr": "2026-02-11 09:14:00+00:00",
        "11.02.2026 um 09:14": "2026-02-11 09:14:00+00:00",
        "11.02.2026 09.14 Uhr": "2026-02-11 09:14:00+00:00",
        "11.02.2026 09.14": "2026-02-11 09:14:00+00:00",
        "Mittwoch, 11. Februar 2026 09:14": "2026-02-11 09:14:00+00:00",
        "Mi., 11. Feb. 2026": "2026-02-11 00:00:00+00:00",
        "mercredi 11 février 2026 à 09:14": "2026-02-11 09:14:00+00:00",
        "11 févr. 2026 09:14": "2026-02-11 09:14:00+00:00",
        "1er mars 2026": "2026-03-01 00:00:00+00:00",
        "miércoles, 11 de febrero de 2026 9:14": "2026-02-11 09:14:00+00:00",
        "11 de fev. de 2026 às 09:14": "2026-02-11 09:14:00+00:00",
        "11/fev/2026": "2026-02-11 00:00:00+00:00",
        "11-feb-2026": "2026-02-11 00:00:00+00:00",
        "11-Feb-26": "2026-02-11 00:00:00+00:00",
        "11 feb 26": "2026-02-11 00:00:00+00:00",
        "mercoledì 11 febbraio 2026 alle ore 09:14": "2026-02-11 09:14:00+00:00",
        "11 feb. 2026 om 09:14 uur": "2026-02-11 09:14:00+00:00",
        "woensdag 11 februari 2026": "2026-02-11 00:00:00+00:00",
        "2026/02/11 09:14": "2026-02-11 09:14:00+00:00",
        "2026.02.11": "2026-02-11 00:00:00+00:00",
        "2026. 02. 11.": "2026-02-11 00:00:00+00:00",
        "2026年2月11日(水) 9:14": "2026-02-11 09:14:00+00:00",
        "令和8年2月11日": "2026-02-11 00:00:00+00:00",
        "R8.2.11": "!date_unreadable",
        "2026-02-11T09:14:05.123Z": "2026-02-11 09:14:05.123000+00:00",
        "2026-02-11T09:14:05.123456789Z": "2026-02-11 09:14:05.123456+00:00",
        "2026-02-11 09:14:05 UTC": "2026-02-11 09:14:05+00:00",
        "2026-02-11 09:14:05 +0100": "2026-02-11 08:14:05+00:00",
        "2026-02-11 09:14:05 GMT+1": "2026-02-11 08:14:05+00:00",
        "2026-02-11 09:14:05 UTC+1": "2026-02-11 08:14:05+00:00",
        "2026-02-11 09:14:05 UTC+01:00": "2026-02-11 08:14:05+00:00",
        "2026-02-11 09:14:05 GMT-05:00": "2026-02-11 14:14:05+00:00",
        "2026-02-11 09:14:05 (UTC+1)": "2026-02-11 08:14:05+00:00",
        "Feb 11, 2026 09:14 GMT+1": "2026-02-11 08:14:00+00:00",
        "Wed, 11 Feb 2026 09:14:05 +0100": "2026-02-11 08:14:05+00:00",
        "Wed Feb 11 2026 09:14:05 GMT+0100 (Central European Standard Time)": "2026-02-11 08:14:05+00:00",
        "Wed Feb 11 09:14:05 UTC 2026": "2026-02-11 09:14:05+00:00",
        "February 11th, 2026": "2026-02-11 00:00:00+00:00",
        "11th Feb 2026": "2026-02-11 00:00:00+00:00",
        "Feb 11 2026 at 9:14 AM": "2026-02-11 09:14:00+00:00",
        "2/13/2026, 9:14:05 AM": "2026-02-13 09:14:05+00:00",
        "13/2/2026 9:14 a. m.": "2026-02-13 09:14:00+00:00",
        "13/02/2026 09:14 p.m.": "2026-02-13 21:14:00+00:00",
        "13/02/2026 9:14 p. m.": "2026-02-13 21:14:00+00:00",
        "2026/02/13 午後9:14": "2026-02-13 21:14:00+00:00",
        "2026年2月13日 午後9時14分": "2026-02-13 21:14:00+00:00",
        "2026年2月13日 9時": "2026-02-13 09:00:00+00:00",
        "13 Feb 2026 9h14": "2026-02-13 09:14:00+00:00",
        "13/02/2026 9h14": "2026-02-13 09:14:00+00:00",
        "13/02/2026 à 9 h 14": "2026-02-13 09:14:00+00:00",
        "13/02/2026 17h": "2026-02-13 17:00:00+00:00",
        "13/02/2026 12:30 AM": "2026-02-13 00:30:00+00:00",
        "20260213": "2026-02-13 00:00:00+00:00",
        "20260213T091405Z": "2026-02-13 09:14:05+00:00",
        "20260213091405": "2026-02-13 09:14:05+00:00",
        "1770974045": "!date_unreadable",
        "1770974045000": "!date_unreadable",
        "46066": "!date_unreadable",
        "46066.5": "!date_unreadable",
        "2026-02-30": "!date_unreadable",
        "31.02.2026": "!date_unreadable",
        "0000-00-00": "!date_unreadable",
        "0000-00-00 00:00:00": "!date_unreadable",
        "1900-01-00": "!date_unreadable",
        "00.00.0000": "!date_unreadable",
        "9999-12-31": "!date_unreadable",
        "1899-12-30": "1899-12-30 00:00:00+00:00",
        "13.2.26": "2026-02-13 00:00:00+00:00",
        "13.2.": "!date_unreadable",
        "Feb 2026": "!date_unreadable",
        "02/2026": "!date_unreadable",
        "2026": "!date_unreadable",
        "2026-02": "!date_unreadable",
        "2026-W07": "!date_unreadable",
        "2026-W07-5": "2026-02-13 00:00:00+00:00",
        "yesterday": "!date_unreadable",
        "3 days ago": "!date_unreadable",
        "09:14": "!date_unreadable",
        "Q1 2026": "!date_unreadable",
        "2026-02-13 09:14:60": "!date_unreadable",
        "13. 2. 2026": "2026-02-13 00:00:00+00:00",
        "13 02 2026": "2026-02-13 00:00:00+00:00",
        "2026 02 13": "2026-02-13 00:00:00+00:00",
        "13-02-2026": "2026-02-13 00:00:00+00:00",
        "dic 13, 2026": "2026-12-13 00:00:00+00:00",
        "13 Mai 2026": "2026-05-13 00:00:00+00:00",
        "13 mars 2026": "2026-03-13 00:00:00+00:00",
        "13 Sept 2026": "2026-09-13 00:00:00+00:00",
        "13. Jänner 2026": "2026-01-13 00:00:00+00:00",
        "13 luty 2026": "!date_unreadable",
        "13 Okt. 2026, 14:30:15": "2026-10-13 14:30:15+00:00",
        "2 de marzo de 2026": "2026-03-02 00:00:00+00:00",
        "2 mar 2026": "2026-03-02 00:00:00+00:00",
        "mar. 3 févr. 2026": "2026-02-03 00:00:00+00:00",
        "mar 3 mar 2026": "2026-03-03 00:00:00+00:00",
        "lun. 2 mars 2026": "2026-03-02 00:00:00+00:00",
        "sab 7 mar 2026": "2026-03-07 00:00:00+00:00",
        "dom, 8 de mar de 2026": "2026-03-08 00:00:00+00:00",
        "ma 3 mrt 2026": "2026-03-03 00:00:00+00:00",
        "Do., 5. März 2026": "2026-03-05 00:00:00+00:00",
        "So 8.3.2026": "2026-03-08 00:00:00+00:00",
        "So, 08.03.2026 10:00": "2026-03-08 10:00:00+00:00",
        "dim. 08/03/2026": "!date_ambiguous",
        "vie 13/03/2026": "2026-03-13 00:00:00+00:00",
        "Fri 13/03/2026": "2026-03-13 00:00:00+00:00",
        "November 19, 2025, 12:42:00 a.m. UTC": "2025-11-19 00:42:00+00:00",
        "12 de marzo de 2021, 12:27 p. m.": "2021-03-12 12:27:00+00:00",
        "24. januar 2023 08.24.40": "2023-01-24 08:24:40+00:00",
        "8. mar. 2023 13.55": "2023-03-08 13:55:00+00:00",
        "lørdag den 13. juni 2026": "2026-06-13 00:00:00+00:00",
        "lördag 14 september 2024": "2024-09-14 00:00:00+00:00",
        "20 maj 2025": "2025-05-20 00:00:00+00:00",
        "wtorek, 2 września 2025": "2025-09-02 00:00:00+00:00",
        "22 juin 2027, 22 h 41 min 00 s UTC": "2027-06-22 22:41:00+00:00",
        "28 juill. 2023, 11 h 15 min 41 s": "2023-07-28 11:15:41+00:00",
        "7 juillet 2023, 16:40:00 TU": "2023-07-07 16:40:00+00:00",
        "2024年6月12日水曜日": "2024-06-12 00:00:00+00:00",
        "1. 10. 2024 14:35": "2024-10-01 14:35:00+00:00",
    },
    "phone": {
        "tel. 030 1234567": "030 1234567",
        "Tél : 01 23 45 67 89": "01 23 45 67 89",
        "T: +49 30 1234567": "+49 30 1234567",
        "Handy 0170 1234567": "0170 1234567",
        "電話：03-1234-5678": "03-1234-5678",
        "+49 (0)30 1234567": "+49 (0)30 1234567",
        "0049 30 1234567": "0049 30 1234567",
        "+49-30-1234567 ext. 12": "+49-30-1234567 ext. 12",
        "p:+491701234567": "+491701234567",
        "'+491701234567": "+491701234567",
        '="+491701234567"': "+491701234567",
        "tel:+49-30-1234567": "+49-30-1234567",
        "0170/1234567 (privat)": "0170/1234567 (privat)",
        "491701234567.0": "491701234567",
        "4,91512E+11": "!digits_lost",
        "4.915e11": "!digits_lost",
        "4.91701234567E+11": "491701234567",
        "+4.91701234567E+11": "+491701234567",
        "1-800-FLOWERS": "1-800-FLOWERS",
        "030.1234567": "030.1234567",
        "30.1234567": "30.1234567",
        "06.12.34.56.78": "06.12.34.56.78",
        "612345678,0": "612345678",
        "612345678.00": "612345678",
        "+1.415.555.2671": "+1.415.555.2671",
        "n/a": "absent",
        "-": "absent",
        "+\u202a49 170 1234567\u202c": "+49 170 1234567",
        " (11) 98765-4321 ": "(11) 98765-4321",
    },
    "code": {
        "01067": "01067",
        "1067.0": "1067",
        '="01067"': "01067",
        "'01067": "01067",
        "z:01067": "01067",
        "1.067": "1.067",
        "6,9001E+04": "69001",
        "1E5": "1E5",
        "SW1A 1AA": "SW1A 1AA",
        "D-10115": "D-10115",
        "10115 Berlin": "10115 Berlin",
        "1234 AB": "1234 AB",
        "#N/A": "absent",
        "〒100-0001": "〒100-0001",
    },
    "id": {
        "00Q5g000004AbCd": "00Q5g000004AbCd",
        "1.0": "1.0",
        "12.0": "12",
        "1.5E3": "1.5E3",
        "12e5": "12e5",
        "l:123": "123",
        "l:abc": "l:abc",
        "ag:123": "123",
        "5e-10": "5e-10",
    },
    "email": {
        "ann@granit.example": "ann@granit.example",
        " ann@granit.example ,": "ann@granit.example",
        "<ann@granit.example>": "ann@granit.example",
        '"Ann Berg" <ann@granit.example>': "ann@granit.example",
        "ann(at)granit.example": "!email_invalid",
        "ann [at] granit [dot] example": "!email_invalid",
        "ann@granit,example": "!email_invalid",
        "ann@granit..example": "!email_invalid",
        "ann.@granit.example": "!email_invalid",
        "ann@granit.example.": "ann@granit.example",
        "ANN@GRANIT.EXAMPLE": "ANN@granit.example",
        "mailto:ann@granit.example?subject=x": "ann@granit.example",
        "ann@münchen.example": "ann@münchen.example",
        "ａｎｎ＠granit.example": "ann@granit.example",
        "ann\u200b@granit.example": "ann@granit.example",
        "ann+tag@granit.example": "ann+tag@granit.example",
    },
    "country": {
        "'Germany": "Germany",
        "Allemagne": "Allemagne",
        "UK": "UK",
        "N/A": "absent",
    },
    "url": {
        "granit.example/über": "granit.example/über",
        "www.granit.example ": "www.granit.example",
        "www.granit.example; www.x.example": "!url_unreadable",
        "HTTP://Granit.Example": "HTTP://Granit.Example",
        '<a href="https://x.example">x</a>': "!url_unreadable",
    },
    "text": {
        "n/a": "n/a",
    },
}
"""
By kind, a text and its value; a code after an exclamation mark says how it is refused.
"""

CASES = [(kind, text, value) for kind, cases in WRITTEN.items() for text, value in cases.items()]


@pytest.mark.parametrize(("kind", "text", "value"), CASES)
def test_what_people_write_keeps_its_meaning(kind: str, text: str, value: str) -> None:
    """
    It is that value or refused, and never another one.
    """
    assert _read(kind, text) == value


@pytest.mark.parametrize(
    ("text", "usual", "value"),
    [
        ("$ 1.234", "MXN", "MXN 1234"),
        ("$500", "EUR", "USD 500"),
        ("$500", "", "USD 500"),
        ("1 234 kr", "SEK", "SEK 1234"),
        ("1 234 kr", "NOK", "NOK 1234"),
        ("1 234 kr", "EUR", "!currency_unknown"),
        ("¥500", "CNY", "CNY 500"),
        ("Rs. 500", "PKR", "PKR 500"),
        ("$500 CAD", "MXN", "CAD 500"),
        ("US$ 500", "MXN", "USD 500"),
        ("500", "MXN", "MXN 500"),
        ("1 200 :-", "SEK", "SEK 1200"),
        ("100 lei", "RON", "RON 100"),
    ],
)
def test_a_sign_of_several_countries_is_that_of_the_field(text: str, usual: str, value: str) -> None:
    """
    A dollar is a Mexican one where the field is in pesos, unless another currency is named.
    """
    assert _read("money", text, usual) == value


def _read(kind: str, text: str, currency: str = "") -> str:
    try:
        value = Field("x", KINDS[kind], currency=currency).read(text)
    except Unreadable as error:
        return f"!{error.code}"
    if value is None:
        return "absent"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


@pytest.mark.parametrize(
    "text", ["{}500", "{} 500", "500{}", "500 {}", "-{}500", "{}500-{}600", "2k {}", "{} 2M", "({} 500)"]
)
def test_every_sign_and_code_means_its_currency_wherever_it_stands(text: str) -> None:
    """
    In any case, with a full stop behind letters or without: ``CA$ 500`` is no circa in dollars.
    """
    signs = [(one, code) for one, code in SIGNS.items()] + [(code, code) for code in CODES]
    written = [(each, code) for one, code in signs for each in {one, one.upper(), one.title()}]
    stopped = [(f"{one}.", code) for one, code in written if one.isalpha() and one.isascii()]
    found = {one: read_amount(text.format(one, one), None).currency for one, _ in (*written, *stopped)}

    assert found == dict((*written, *stopped))


@pytest.mark.parametrize(("sign", "several"), [("kr", "DKK, ISK, NOK, SEK"), ("lei", "MDL, RON")])
def test_sign_of_several_countries_says_which(sign: str, several: str) -> None:
    """
    It is never one of them in silence; the message names them and what to do.
    """
    with pytest.raises(Unreadable) as raised:
        read_amount(f"1 200 {sign}", None, "EUR")

    assert several in raised.value.message
    assert "set the currency of the field" in raised.value.message


@pytest.mark.parametrize("kind", ["date", "datetime"])
@pytest.mark.parametrize(
    "text",
    [
        *("13-15 March 2026", "March 13-15, 2026", "Mar 13 - 15 2026", "13–15 März 2026", "13./14. März 2026"),
        *("13/14 mars 2026", "5, 6 mars 2026", "5 a 7 de marzo de 2026", "5 to 7 March 2026", "13 t/m 15 maart 2026"),
        *("lunes 5 a miércoles 7 de marzo de 2026", "Fri 13 - Sun 15 Mar 2026", "5 la 7 martie 2026"),
        *("2026-03-05 a 2026-03-07", "2026-03-05 to 2026-03-07", "13.03.2026 do 15.03.2026", "13/03/2026 a 15/03/2026"),
        *("2026-03-13/15", "2026/03/13-15", "2026年3月13日〜15日", "13-15 Mar", "Mar 13-15", "13-15 March 26"),
    ],
)
def test_several_days_are_no_day(kind: str, text: str) -> None:
    """
    None of them is taken for the year or the time of another.
    """
    assert _read(kind, text) == "!date_unreadable"


@pytest.mark.parametrize("text", ["2026-03-05 14:00-16:00", "5 March 2026 14:00-16:00", "2026-03-05T14:00-15:00"])
def test_two_times_are_no_moment(text: str) -> None:
    """
    The second one is not taken for a zone: none is further than 14 hours from UTC.
    """
    assert _read("datetime", text) == "!date_unreadable"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("5 Mar 2026 14:30-05", "2026-03-05 19:30:00+00:00"),
        ("13-Mar-15", "2015-03-13 00:00:00+00:00"),
        ("20 Mar 2026 20:20", "2026-03-20 20:20:00+00:00"),
        ("19.03.2026 19.20", "2026-03-19 19:20:00+00:00"),
        ("Mar 5 2026 2:30:15.2019 PM", "2026-03-05 14:30:15.201900+00:00"),
        ("5 Mar 2026 1430", "2026-03-05 14:30:00+00:00"),
    ],
)
def test_figures_behind_a_day_are_its_time(text: str, moment: str) -> None:
    """
    What looks like the range of days beside it still is one moment.
    """
    assert _read("datetime", text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("pátek 5. června 2026", "2026-06-05 00:00:00+00:00"),
        ("12. srpna 2026 14:30", "2026-08-12 14:30:00+00:00"),
        ("5. tammikuuta 2026 klo 14.30", "2026-01-05 14:30:00+00:00"),
        ("tiistai 3. maaliskuuta 2026 klo 9.05", "2026-03-03 09:05:00+00:00"),
        ("5. marts 2026 kl. 14.30", "2026-03-05 14:30:00+00:00"),
        ("2026. március 5.", "2026-03-05 00:00:00+00:00"),
        ("2026. aug. 12.", "2026-08-12 00:00:00+00:00"),
        ("5. marca 2026", "2026-03-05 00:00:00+00:00"),
        ("miercuri, 5 august 2026", "2026-08-05 00:00:00+00:00"),
        ("5 Ağustos 2026 Çarşamba", "2026-08-05 00:00:00+00:00"),
        ("5 Şub 2026", "2026-02-05 00:00:00+00:00"),
        ("5 de març de 2026", "2026-03-05 00:00:00+00:00"),
        ("5. marec 2026", "2026-03-05 00:00:00+00:00"),
        ("5 марта 2026 г.", "2026-03-05 00:00:00+00:00"),
        ("2026. gada 5. marts", "2026-03-05 00:00:00+00:00"),
        ("5. märts 2026", "2026-03-05 00:00:00+00:00"),
    ],
)
def test_neighbours_of_the_eight_languages_write_their_months(text: str, moment: str) -> None:
    """
    As their dates have them: beside a day, and with the words that come between.
    """
    assert _read("datetime", text) == moment


def test_word_of_a_month_means_one() -> None:
    """
    No language's month is another one elsewhere.
    """
    words = [(word, month) for month, said in MONTHS.items() for word in said.split()]

    assert all(dict(words)[word] == month for word, month in words)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "da 50 a 99", "50"),
        ("integer", "von 50 bis 99", "50"),
        ("integer", "from 50 to 99", "50"),
        ("integer", "van 50 tot 99", "50"),
        ("integer", "+ de 5000 salariés", "5000"),
        ("integer", "+ di 1000", "1000"),
        ("integer", "1000 of meer", "1000"),
        ("integer", "1000 oder mehr", "1000"),
        ("integer", "1000 ou plus", "1000"),
        ("integer", "Acima de 1000", "1000"),
        ("integer", "superior a 1.000", "1000"),
        ("integer", "abaixo de 10", "0"),
        ("integer", "jusqu'à 10", "0"),
        ("integer", "50名～99名", "50"),
        ("money", "from $10,000 to $25,000", "USD 10000"),
        ("money", "da 10.000 a 25.000 €", "EUR 10000"),
        ("money", "2,5 MSEK", "SEK 2500000.0"),
        ("money", "350 TNOK", "NOK 350000"),
        ("money", "TEUR 350", "EUR 350000"),
        ("money", "5 mall", "!number_unreadable"),
        ("money", "M 5", "!currency_unknown"),
        ("datetime", "vrijdag 27 februari 2026 om 9.05 uur", "2026-02-27 09:05:00+00:00"),
        ("datetime", "27. Februar 2026 um 9.05 Uhr", "2026-02-27 09:05:00+00:00"),
        ("datetime", "27 febbraio 2026 alle 9.05", "2026-02-27 09:05:00+00:00"),
    ],
)
def test_what_event_and_form_tools_write_keeps_its_meaning(kind: str, text: str, value: str) -> None:
    """
    Ranges with a word in front, thousands and millions of any currency, and times behind a word.
    """
    assert _read(kind, text) == value
