"""
Endings under which the registries of some countries let companies have names, besides com, co and the like.
"""

from __future__ import annotations

from typing import Final

__all__ = ["UNDER_COUNTRIES"]

_LABELS: Final = {
    "ar": "bet coop int musica mutual senasa tur",
    "at": "priv",
    "au": "asn id",
    "az": "biz info int name pp pro",
    "bo": "int tv web",
    "br": (
        "adv agr arq art bio blog cnt coop des dev ecn eco emp eng esp eti far flog fot ind inf jor jus leg "
        "lel log mat med mus not ntr odo ppg pro psc psi qsl radio rec seg srv taxi tec tmp trd tur tv vet "
        "vlog zlg"
    ),
    "by": "of",
    "ca": "ab bc gc mb nb nf nl ns nt nu on pe qc sk yk",
    "cn": "ah bj cq fj gd gs gx gz ha hb he hi hl hn jl js jx ln nm nx qh sc sd sh sn sx tj xj xz yn zj",
    "cy": "biz ekloges press pro tm",
    "do": "art sld web",
    "ec": "fin info k12 med pro",
    "ee": "aip fie lib med pri riik",
    "fr": (
        "asso avocat avoues cci chirurgiens-dentistes experts-comptables greta huissier-justice medecin "
        "notaires pharmacien prd tm veterinaire"
    ),
    "hk": "idv",
    "hu": (
        "agrar bolt casino city film forum hotel info ingatlan jogasz konyvelo lakas media news priv reklam "
        "shop sport suli tm tozsde utazas video"
    ),
    "id": "biz desa go my ponpes web",
    "il": "idf k12 muni",
    "in": "firm gen ind nic res",
    "jp": (
        "ad aichi akita aomori chiba ed ehime fukui fukuoka fukushima gifu go gr gunma hiroshima hokkaido "
        "hyogo ibaraki ishikawa iwate kagawa kagoshima kanagawa kawasaki kitakyushu kobe kochi kumamoto kyoto "
        "lg mie miyagi miyazaki nagano nagasaki nagoya nara niigata oita okayama okinawa osaka saga saitama "
        "sapporo sendai shiga shimane shizuoka tochigi tokushima tokyo tottori toyama wakayama yamagata "
        "yamaguchi yamanashi yokohama"
    ),
    "kr": "busan daegu daejeon go gwangju gyeonggi hs incheon jeju kg pe re seoul ulsan",
    "lk": "assn grp hotel int ngo soc web",
    "lv": "asn conf id",
    "my": "name",
    "nz": "cri geek gen health iwi kiwi maori school",
    "ph": "i ngo",
    "pk": "biz fam web",
    "pl": (
        "agro aid atm auto bialystok biz bydgoszcz czest elblag gda gdansk gdynia gliwice gmina gsm info "
        "katowice krakow lubin lukow mail media miasta nieruchomosci opole powiat poznan priv radom "
        "realestate rel rzeszow shop sklep slask sopot sos szczecin szkola targi tm torun tourism travel "
        "turystyka warszawa waw wroc wroclaw zgora"
    ),
    "pt": "int nome publ",
    "py": "coop",
    "ro": "arts firm info nt rec store tm www",
    "ru": "msk nov spb",
    "se": "fh fhsk fhv komforb komvux lanbib parti pp press tm",
    "th": "go in mi",
    "tr": "av bbs bel biz dr gen info k12 kep name pol tel tsk tv web",
    "tw": "club ebiz game idv",
    "ua": (
        "cherkassy chernigov chernivtsi chernovtsy ck cn cr crimea cv dn dp if in ivano-frankivsk kh kharkiv "
        "kharkov kherson khmelnytskyi kiev kirovograd km kr ks kv kyiv lg lt lugansk lutsk lviv mk mykolaiv "
        "nikolaev od odesa odessa pl poltava rivne rovno rv sb sm sumy te ternopil uz uzhgorod vinnica "
        "vinnytsia vn volyn yalta zaporizhzhe zaporizhzhia zhitomir zhytomyr zp zt"
    ),
    "uk": "police",
    "ve": "arts e12 firm info int rec store tec web",
    "vn": "ai biz health id info int io name pro",
    "za": "agric alt law nis school tm web",
}
UNDER_COUNTRIES: Final = frozenset(
    f"{label}.{country}" for country, labels in _LABELS.items() for label in labels.split()
)
"""
Endings such as ``adv.br``, of lawyers, and ``kyiv.ua``, of a city: what stands under one belongs to one company.
"""
