"""
Words that say which part of a group a name means, and words that say nothing of that.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.companies.name_words import ALIASES

__all__ = ["COUNTRIES", "DIVISIONS", "PLACES"]

COUNTRIES: Final = frozenset(
    word
    for words in (
        "africa america americas asia asean australia austria belgium brasil brazil canada china danmark denmark",
        "deutschland emea espana europe europa finland france germany hungary iberia india ireland italia italy japan",
        "korea latam luxembourg malaysia mexico nederland netherlands nordic norge norway osterreich pacific poland",
        "polska portugal romania russia schweiz singapore spain suisse sverige sweden switzerland turkey uk usa us",
    )
    for word in words.split()
)
"""
Countries and regions, which mean another company before a name than after it: Air France, France Air.
"""

DIVISIONS: Final = COUNTRIES | frozenset(
    ALIASES.get(word, word)
    for words in (
        "aerospace automotive bausparkasse beteiligungs biotech capital chemical chemicals coatings components consumer",
        "defence defense digital ecommerce energy express finance financial forwarding foundation fund healthcare health",
        "healthineers helicopters immobilien insurance investment investments lebensversicherungs leasing lease",
        "lighting logistics medical mobility municipal nutzfahrzeuge payments pharma privat purina realty renewables",
        "aircraft appliances aviation construction credit diagnostics entertainment financing interactive machinery music",
        "nutrition pictures rail reinsurance sciences semiconductor semiconductors",
        "rexroth robotics security supply telecom thermotechnik trust vacations vans ventures versicherung waters",
    )
    for word in words.split()
)
"""
Words that make another company of a name, where a company says who owns it: countries, and lines of business.
"""

PLACES: Final = frozenset(
    word
    for words in (
        "accounting buchhaltung einkauf filiale hq hr it marketing niederlassung office personal procurement purchasing",
        "reservations sales service standort support team verkauf vertrieb zentrale department branch store shop markt",
        "amsterdam antwerpen athens atlanta auckland austin bangalore barcelona basel beijing berlin bern bilbao birmingham",
        "bologna bonn boston bratislava bremen brisbane bristol brussels bruxelles bucharest budapest cairo chennai chicago",
        "cologne copenhagen dallas delhi denver detroit dortmund dresden dubai dublin dusseldorf edinburgh eindhoven essen",
        "firenze frankfurt geneva genf genova geneve glasgow goteborg graz hamburg hannover hanover helsinki houston istanbul",
        "jakarta johannesburg karlsruhe kassel kiel kobenhavn koln krakow leeds leipzig lille lima linz lisboa lisbon liverpool",
        "ljubljana london luzern lyon madrid mainz malaga malmo manchester mannheim marseille melbourne miami milan milano",
        "minneapolis montreal moscow moskau mumbai munchen munich munster nantes napoli nice nurnberg nuremberg osaka oslo ottawa",
        "paris perth philadelphia phoenix pittsburgh porto portland potsdam praha prague rennes riga roma rome rotterdam",
        "salzburg santiago seattle seoul sevilla shanghai shenzhen sofia stockholm strasbourg stuttgart sydney taipei tallinn",
        "tokyo torino toronto toulouse turin ulm utrecht valencia vancouver vienna vilnius warsaw warszawa wien wiesbaden",
        "winterthur wolfsburg wroclaw wurzburg zagreb zurich",
    )
    for word in words.split()
)
"""
Departments and cities: offices of one company have them beside its name.
"""
