"""
What headers say in Dutch.
"""

from __future__ import annotations

from typing import Final

__all__ = ["DUTCH"]

DUTCH: Final = """\
~email: {algemeen|algemene} {email|e mail|e mailadres|mail|mailadres}
email: e mailadres, zakelijk e mailadres, mailadres, e mail werk, primair e mailadres, werk e mail, zakelijk e mail
email: zakelijke e mail, e mailadres werk, e mail zakelijk, primaire e mail
email: {e mail|mail|email} {adres|adres zakelijk|zakelijk|werk|primair|contactpersoon}
email: {e mail|mail|email} {contact|kantoor|bedrijf contact|adres werk|adres contactpersoon|1}
email: {zakelijk|zakelijke|primair|primaire|werk} {e mail|e mailadres|email|mailadres|mail|emailadres}, emailadres
email: mail adres, e post
first_name: voornaam, roepnaam, voornamen, voornaam contactpersoon, contact voornaam
first_name: {voornaam|roepnaam|voornamen} {contact|contactpersoon|deelnemer|klant|bezoeker|1|en}
first_name: {contactpersoon|deelnemer} voornaam
last_name: achternaam, familienaam, achternamen, achternaam contactpersoon, contact achternaam
last_name: {achternaam|familienaam|achternamen} {contact|contactpersoon|deelnemer|klant|bezoeker|1}
last_name: {contactpersoon|deelnemer} achternaam, geslachtsnaam
full_name: volledige naam, contactpersoon, naam contactpersoon, voor en achternaam, voornaam achternaam, naam contact
full_name: contactnaam, weergavenaam, naam van contactpersoon, primair contact, voornaam en achternaam
full_name: {voornaam|voor} {en|} achternaam, achternaam {en|} voornaam
full_name: {naam|volledige naam|voor en achternaam} {contactpersoon|contact|deelnemer|bezoeker}
full_name: {naam|volledige naam|voor en achternaam} {van deelnemer|van de contactpersoon|persoon|klantcontact}
full_name: {contactpersoon|contact} {naam|volledige naam}, aanspreekpunt
?customer: klantnaam, naam klant, klant
salutation: aanhef, aanspreekvorm, aanspreektitel, aanspreking, begroeting
salutation: {aanhef|aanspreking|aanspreekvorm|aanspreektitel|begroeting} {|contactpersoon|contact|dhr mevr|persoon}
salutation: dhr mevr, titulatuur aanhef
title: functietitel, functienaam, functieomschrijving, baantitel, werkfunctie, beroep functie
title: {functie|functies|rol|positie|job|beroep} {titel|naam|omschrijving}
title: {functie|functies|rol|positie|job|beroep} {benaming|contactpersoon|binnen bedrijf|binnen het bedrijf}
title: {functie|functies|rol|positie|job|beroep} {binnen organisatie|in bedrijf|contact|aanduiding}
title: {functie|functies|rol|positie|job|beroep} {rol|functie|in het bedrijf|bij bedrijf}
title: {functie|job}{titel|naam|omschrijving|benaming|aanduiding}
~title: functie, beroep, functies, {rol|positie} {|binnen de organisatie}, job, beroepstitel
department: afdeling, afd, afdelingen, afdelingsnaam
department: {afdeling|afdelings|dienst|divisie} {naam|contactpersoon|bedrijf|team|dienst|afdeling|divisie}, divisie
department: businessunit
mobile_phone: mobiel, mobiele telefoon, mobiel nummer, mobiele nummer, telefoon mobiel, gsm nummer
mobile_phone: mobiel telefoonnummer, mobieltje, 06 nummer, mobiele telefoon werk, mobiele telefoonnummer, mobiele tel
mobile_phone: tel mobiel, zakelijk mobiel, {mobiel|mobiele|gsm|mob} {telefoon|nummer|nr|telefoonnummer|tel|telnr}
mobile_phone: {mobiel|mobiele|gsm|mob} {werk|zakelijk|contactpersoon|contact|06|1}
mobile_phone: {telefoon|tel|telefoonnummer|nummer|telnr} {mobiel|gsm|mob|06}, 06, 06 nr, gsm
mobile_phone: {zakelijke|zakelijk} {mobiel|gsm|mobiele telefoon|mobiel nummer}, mobiele {telefoon|nummer} zakelijk
work_phone: telefoon werk, telefoon op werk, zakelijke telefoon, telefoon zakelijk, werktelefoon, doorkiesnummer
work_phone: telefoonnummer werk, zakelijk telefoonnummer, telefoon kantoor, tel werk, tel zakelijk
work_phone: telefoonnummer zakelijk, kantoortelefoon, direct nummer
work_phone: {telefoon|tel|telefoonnummer|telnr|nummer} {werk|zakelijk|kantoor|direct|op het werk|doorkies|op kantoor}
work_phone: {zakelijk|zakelijke|direct|doorkies|kantoor|vast zakelijk} {telefoonnummer|telefoon|nummer|tel|telnr}
work_phone: werk{telefoon|nummer|telefoonnummer}, doorkies, {kantoor|doorkies}{nummer|telefoon|telefoonnummer}
~work_phone: telefoon, telefoonnummer, tel nr telefoon, telefoonnr, vaste telefoon, telefoon vast, vast nummer
~work_phone: primaire telefoon, hoofdtelefoon, vast telefoonnummer, vaste lijn, telefoonnummers
~work_phone: {telefoon|tel|telefoonnummer} {nummer|nr|vast|contactpersoon|contact|1|algemeen contact}
~work_phone: {vast|vaste} {nummer|telefoon|telefoonnummer|lijn|tel}, telnr, tel nr, telnummer, telefoon nr, bel nummer
home_phone: telefoon thuis, telefoon privé, privételefoon, telefoon op thuisadres, thuistelefoon, tel thuis, tel privé
home_phone: {telefoon|tel|telefoonnummer|nummer} {thuis|privé|prive}
home_phone: {privé|prive|thuis}{nummer|telefoon|telefoonnummer}, {privé|prive} {nummer|telefoon|telefoonnummer|tel}
fax: faxnummer werk, fax op werk, fax zakelijk, fax kantoor
fax: {fax|telefax} {nummer|nr|werk|zakelijk|kantoor|op het werk|contact}, {fax|telefax}{nummer|nr}
company: bedrijf, bedrijfsnaam, organisatie, naam bedrijf, organisatienaam, onderneming, bedrijf organisatie
company: naam organisatie, werkgever, naam van bedrijf, firmanaam, accountnaam, naam account, naam onderneming
company: organisatie bedrijf, {naam|handels|bedrijfs} {bedrijf|naam|organisatie|van het bedrijf|van de organisatie}
company: {naam|handels|bedrijfs} {onderneming|instelling|werkgever|firma|van uw bedrijf}
company: {bedrijf|organisatie|onderneming} {naam|organisatie|instelling|klant|bedrijf|instantie}
company: {firma|instelling|werkgever} {naam|organisatie|instelling|klant|bedrijf|instantie}
company: {bedrijfs|organisatie|handels|firma|ondernemings}naam, instantie, firma
~company: instelling, relatie bedrijf, {instelling|stichting|vereniging|klantbedrijf}
industry: bedrijfstak, sector branche, branche sector, bedrijfssector, industrietak
industry: {branche|sector|bedrijfstak|industrie|bedrijfssector} {|van|van het} {bedrijf|organisatie|sector}
industry: {branche|sector|bedrijfstak|industrie|bedrijfssector} {|van|van het} {branche|naam|industrie|onderneming}
industry: {werk|bedrijfs|economische} {veld|activiteit|sector}, bedrijfsactiviteit, vakgebied, industrie, sector
industry: branche
website: webpagina, website bedrijf, webadres, internetadres, internetpagina, bedrijfswebsite, websiteadres
website: {web|internet}{site|pagina|adres|site adres|url}
website: {website|site|url|webadres|internet} {bedrijf|url|adres|organisatie|van het bedrijf|onderneming|www}
website: bedrijfs{website|site|url|webpagina}, www, web
linkedin_url: linkedin profiel, linkedin profiel url
linkedin_url: linkedin {profiel|profiel url|url|link|pagina|contactpersoon|account|adres}
linkedin_url: {url|link} {|naar} linkedin {|profiel}
employee_count: aantal werknemers, werknemers, aantal medewerkers, medewerkers, bedrijfsgrootte, bedrijfsomvang
employee_count: personeelsaantal, aantal personeelsleden, aantal fte, grootte bedrijf, grootte van het bedrijf
employee_count: omvang bedrijf, {aantal|totaal} {|aan} {medewerkers|werknemers|personeelsleden|fte}
employee_count: {aantal|totaal} {|aan} {fte's|mensen in dienst|personeel|collega's|mdw}
employee_count: {bedrijfs|organisatie|personeels|ondernemings}{grootte|omvang|aantal|bestand|sterkte}
employee_count: {grootte|omvang} {|van|van de|van het} {bedrijf|organisatie|onderneming|personeel}
employee_count: {medewerkers|werknemers} {aantal|totaal}, grootteklasse
annual_revenue: jaaromzet, omzet, jaarlijkse omzet, omzet per jaar, jaarlijkse inkomsten, jaarlijks inkomen bedrijf
annual_revenue: omzet eur, {jaar|netto|bedrijfs|bruto}omzet
annual_revenue: {omzet|jaaromzet} {|per} {jaar|eur|euro|bedrijf|jaarlijks|k|mln|€|afgelopen jaar|organisatie}
annual_revenue: jaarlijkse {omzet|inkomsten|opbrengst}, jaaropbrengst
address1: straat, straat en huisnummer, adresregel 1, adres 1, werkadres straat, straat huisnummer, straatnaam
address1: adres straat, adreslijn 1, straat werk, straat 1, straat en nummer, straat nummer, straatnaam en huisnummer
address1: straatadres, {straat|adres|straatnaam} {en|+|} {huisnummer|nummer|nr|huisnr|huis nr|regel 1}
address1: {straat|adres|straatnaam} {en|+|} {1|lijn 1|straat|bedrijf|vestiging|bezoek}
address1: {straat|bezoek|vestigings|kantoor}{adres|naam}, bezoekadres {|straat|1}, adresregel
~address1: postadres, volledig adres
address2: straat 2, adresregel 2, adres 2, werkadres straat 2, adreslijn 2, werkadres 2 straat, adrestoevoeging
address2: toevoeging adres, {straat|adres} {2|regel 2|lijn 2|toevoeging|aanvulling|extra}
address2: {adres|huisnummer|extra adres}{toevoeging|regel 2|aanvulling|regel}
address2: {gebouw|verdieping|bus|kamer} {|verdieping|gebouw|bus}
city: plaats, woonplaats, werkadres plaats, plaatsnaam, vestigingsplaats, adres plaats, stad plaats, plaats stad, stad
city: adres stad, plaats werk
city: {plaats|stad|gemeente|woonplaats|vestigingsplaats} {naam|gemeente|bedrijf|contactpersoon}
city: {plaats|stad|gemeente|woonplaats|vestigingsplaats} {stad|plaats|1|vestiging}
city: {woon|vestigings|werk|bezoek}plaats, gemeente, dorp
city: {bezoekadres|bezoek|vestigingsadres} {plaats|woonplaats}
state: provincie, werkadres provincie, provincie staat, staat provincie, provincie regio, adres provincie
state: provincie werk, regio provincie, deelstaat, deelstaat provincie, adres staat
state: {provincie|staat|regio|gewest} {|of} {provincie|staat|regio|gewest|bedrijf|naam|deelstaat|land provincie}, prov
state: gewest
postal_code: postcode werk, werkadres postcode, adres postcode, {post|postal}{code|nummer}
postal_code: postcode {bedrijf|vestiging|1|nr|contactpersoon|cijfers en letters|zip}, pc, {zip|zipcode} postcode
postal_code: postcodes
postal_code: {bezoekadres|bezoek|vestigingsadres} postcode
country: land regio, werkadres land, werkadres land regio, adres land, land werk, landnaam
country: land {naam|bedrijf|vestiging|van herkomst|van vestiging|contactpersoon|1|regio|herkomst}, landsnaam
country: land van {vestiging|herkomst}
country: {bezoekadres|bezoek|vestigingsadres} land
~country: landcode, {land|lands}{code|kenmerk}, {iso|code} {land|landcode}, land {iso|code|iso code}
language: taal, voorkeurstaal, talen, taalvoorkeur, correspondentietaal, communicatietaal
language: {voorkeurs|correspondentie|contact|communicatie|moeder|spreek}taal, taal{voorkeur|code}
language: {gewenste|voorkeur|gesproken} {taal|talen}, taal {contactpersoon|voorkeur|van correspondentie|contact}
notes: notities, opmerking, opmerkingen, aantekeningen, notitie, interne notities, interne notitie
notes: {notitie|notities|opmerking} {intern|algemeen|contact|klant|contactpersoon}
notes: {opmerkingen|aantekeningen|memo|commentaar} {intern|algemeen|contact|klant|contactpersoon}
notes: {notitie|notities|opmerking} {overig|extra|gesprek|en opmerkingen|beurs|lead}
notes: {opmerkingen|aantekeningen|memo|commentaar} {overig|extra|gesprek|en opmerkingen|beurs|lead}
notes: {interne|algemene|aanvullende|extra|overige} {notities|notitie|opmerkingen|aantekeningen|memo}
notes: gespreks{notitie|verslag|notities}, memo, bijzonderheden
~notes: omschrijving, beschrijving, bericht, toelichting, uw bericht, commentaar, uw vraag, vraag, opmerkingen vragen
~notes: vragen opmerkingen, {aanvullende|extra|overige} {informatie|info|gegevens}, vrij {veld|tekst}
~notes: {bericht|vraag|toelichting} {klant|aan ons|van klant}, omschrijving {vraag|project|aanvraag}, wensen, aanvraag
~notes: info
rating: beoordeling, waardering, {lead|contact|klant} {beoordeling|waardering|kwaliteit|rating|score kwaliteit}
rating: {mate|niveau} {|van} interesse, interesse niveau, temperatuur {|lead}, lead{beoordeling|kwaliteit}
campaign: campagnenaam, naam campagne, marketingcampagne, naam van campagne
campaign: {campagne|campagnes|marketingcampagne} {naam|bron|titel}, {marketing|bron|lead|oorspronkelijke} campagne
campaign: campagne{naam|titel|bron}, actie naam
source: bron, leadbron, herkomst, bron van lead, hoe heeft u ons gevonden…, hoe heeft u van ons gehoord…
source: oorspronkelijke bron, hoe kent u ons…, herkomst lead, bron lead, hoe bent u bij ons…, leadherkomst
source: {lead|contact|klant|herkomst|marketing} {bron|herkomst|kanaal bron}
source: {bron|herkomst|oorsprong} {|van|van de|van het} {lead|contact|klant|leads|aanvraag|adres|relatie|gegevens}
source: {lead|contact|adres}{bron|herkomst}, {oorspronkelijke|eerste|originele} {bron|leadbron|herkomst}
created_at: aangemaakt op, aanmaakdatum, gemaakt op, datum aangemaakt, aangemaakt, datum gemaakt, gecreëerd op
created_at: aanmaaktijd, creatiedatum, gemaakt, datum aanmaak, datum van aanmaak, aanmaakmoment, gecreëerd
~created_at: tijdstempel, registratiedatum, datum registratie, inschrijfdatum, geregistreerd op, toegevoegd op
~created_at: datum toegevoegd, ingediend op, aanmelddatum, inzenddatum, datum inschrijving, datum aanmelding
~created_at: verzonden op, besteldatum
external_id: extern id, externe referentie, extern nummer, leadnummer extern, unieke id, extern kenmerk
external_id: {lead|contact|persoon|record|relatie|externe|extern|unieke} {id|nummer|nr|code}
external_id: {lead|contact|persoon|record|relatie|externe|extern|unieke} {sleutel|referentie|kenmerk|identificatie}
external_id: {lead|contact|persoons|record}{nummer|id|code|nr}
~external_id: klantnummer, referentie, klantcode, referentienummer, relatienummer, kenmerk
~external_id: {klant|relatie|deelnemer|debiteur|lid}{nummer|nr|id|code}
~external_id: {badge|bezoeker|inschrijf|referentie|registratie}{nummer|nr|id|code}
~external_id: {klant|relatie|deelnemer|badge|debiteur|bezoeker} {nr|nummer|id|code}
partner_name: wederverkoper, naam partner, partnernaam, dealernaam, verkooppartner, naam dealer, reseller naam
partner_name: partnerbedrijf, toegewezen partner, naam van partner, naam reseller
partner_name: {partner|dealer|reseller|distributeur} {|naam|bedrijf}
partner_name: {partner|dealer|reseller|distributeur} {toegewezen|bedrijfsnaam|organisatie|verantwoordelijk}
partner_name: {wederverkoper|verkooppartner|handelspartner|importeur} {|naam|bedrijf}
partner_name: {wederverkoper|verkooppartner} {toegewezen|bedrijfsnaam|organisatie|verantwoordelijk}
partner_name: {handelspartner|importeur} {toegewezen|bedrijfsnaam|organisatie|verantwoordelijk}
partner_name: {toegewezen|verantwoordelijke|aanbevolen|gekozen|lokale} {partner|dealer|reseller}
partner_name: {toegewezen|verantwoordelijke|aanbevolen|gekozen|lokale} {distributeur|verkooppartner|wederverkoper}
partner_name: {naam|bedrijf} {|van} {partner|dealer|reseller|distributeur|wederverkoper}
partner_name: {dealer|partner|reseller}{naam|bedrijf}
partner_id: partnernummer dealer, dealernummer, resellernummer
partner_id: {partner|dealer|reseller|distributeur|wederverkoper} {id|nummer|nr|code|kenmerk}
partner_id: {partner|dealer|reseller}{nummer|id|code|nr}
lead_score: leadscore score, {lead|contact|totaal} {score|punten|scoring}, {lead|contact}{score|punten}, punten
lead_score: puntenaantal
do_not_contact: niet contacteren, afgemeld, niet mailen, uitgeschreven, geen contact opnemen, geen e mail
do_not_contact: niet e mailen, geen e mails, geen reclame, niet benaderen, geen e mails sturen, afgemeld voor e mail
do_not_contact: afgemeld e mail
~do_not_contact: niet bellen
!do_not_contact: toestemming marketing, marketingtoestemming, mag gemaild worden, ingeschreven nieuwsbrief
!do_not_contact: toestemming e mail, toestemming contact, mag benaderd worden, e mail toestemming
+me: deelnemer, hoofd, primair, contactpersonen, klanten, bezoeker, relatie, standaard primair, primaire
+me: potentiële klant, geïnteresseerde, aanvrager
+work: werk, werkadres, zakelijk, kantoor, zakelijke
+home: thuis, thuisadres, huisadres, prive adres
+firm: bedrijfs, hoofdkantoor, hoofdvestiging
+bill: factuur, factuuradres, facturatie
+other: ander, anders, secundair, afleveradres, tweede, alternatief, overig, ander adres, aflever, verzendadres
+other: extra alternatief, secundaire
-: laatste, laatst gewijzigd, gewijzigd, gewijzigd op, gewijzigd door, gemaakt door, aangemaakt door, eigenaar
-: verkoper, toegewezen aan, middelste naam, tweede voornaam, tussenvoegsel, achtervoegsel, voorletters
-: initialen persoon, geboortedatum, verjaardag, geslacht, kinderen, echtgenoot, echtgenote, aantal, tijd, categorieën
-: groep, verkoopkans, bedrag, product productnaam, producten, btw nummer, btw, kvk, kvk nummer, postbus, jubileum
-: bijnaam, toestemming, bijgewerkt, verantwoordelijke, toegewezen, assistent naam, verwachte omzet, kans, verkoopteam
-: prioriteit, naam assistent, huisnummer, toevoeging, laatste wijziging, wijzigingsdatum
-: {laatste|volgende|vorige} {contact|activiteit|wijziging|bezoek|afspraak|actie|bestelling|mutatie|bewerking}
-: {aangemaakt|gewijzigd|gescand|ingevoerd|toegevoegd|bewerkt|bijgewerkt|opgenomen|gecreëerd} door
-: {naam|e mail|telefoon} {verkoper|eigenaar|accountmanager|assistent|manager}, laatst {bewerkt|bijgewerkt|gezien}
-: accountmanager, contacteigenaar, referentie van, verwezen door, aanbevolen door, geboorteplaats, nationaliteit
-: leeftijd, meisjesnaam, interesse in, opvolging, afgemeld op, uitgeschreven op, e mail weergegeven naam, e mailtype
-: beheerder
~state: regio
~source: kanaal, {hoe gevonden|wervingskanaal|via welk kanaal}
status: {lead|contact|prospect|kandidaat|opvolg} {status|stadium}, {lead|contact|prospect}status
status: status {|van} {lead|contact|prospect|leads}
.: iso, bijv, bijvoorbeeld
"""
"""
Dutch phrases, a meaning a line.
"""
