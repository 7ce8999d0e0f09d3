"""
What headers say in English of addresses, and of the lead as a record.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ENGLISH_RECORD"]

ENGLISH_RECORD: Final = """\
address1: {po|postal} address {|line 1}
address2: {po|postal} address line 2
~city: po city
~state: po region
~postal_code: po postal code
~country: po country
address1: address one, address 1, address line 1, street, street address, street 1, street line 1, addr 1
address1: street name number, address street, address street 1, address 1 line 1, address1 street 1
address1: address street line 1, line 1, street address 1, addressline, street address line 1, address1 street
address1: street name, address street address, postal address line 1, address lines, street number
address1: street and house number, street house number, address street name, address first line, first line address
address1: street address line, thoroughfare, address 1 address line 1, address address line 1
address1: {address|addr|street|street address} {line 1|line one|1|line1|1st line}
address1: {street|road} {name|name number|address}, st address, house number street, address line
address1: {1st|first} {address line 1|address street|address}
address1: visiting address, visitor address
?address: address, addr, addresses, adresse, dirección, indirizzo, endereço, adres, location address, morada
?address: domicilio, anschrift, 住所
~address1: postal address, full address, mailing address, complete address, address formatted, formatted address
~address1: physical address, address full, complete mailing address, current address
address2: address two, address 2, address line 2, street 2, street line 2, addr 2, address street 2, address 1 line 2
address2: address1 street 2, street address 2, address extended, extended address, suite, apt, apartment, apt suite
address2: apartment suite, street address line 2, address street line 2, line 2, suite apt, apt number
address2: address 2nd line, apt suite building, address address line 2, address complement, suite number, unit number
address2: second line address, address 1 address line 2, additional address line, building suite, apartment number
address2: address second line, {address|addr|street|street address} {line 2|line two|2|line2|2nd line}
address2: {suite|apt|unit|floor|building} {|no|number|suite|floor}, address {additional|cont|continued|details 2}
address2: {1st|first} address line 2
~address2: address supplement, address additional, address additional line, additional address, street additional
~address2: street supplement
city: city, town, city town, town city, address city, city name, locality, suburb, address locality, city village
city: municipality, address 1 city, city address, postal town, city suburb, address town, municipality city, town name
city: post town, city location, {city|town} {name|district}, city municipality, {address|contact|lead} {city|town}
city: cty, {1st|first} address city
city: visiting city
?location: location, locations, place, area, contact location, person location, company area, geo
state: province, state province, state region, province state, state code, address state, state county
state: state or province, st prov, address 1 state province, county state, province region, state territory
state: address region, state name, us state, state prov, county province, region state, address province
state: state province region, address 1 state, province code, address state province, state province code
state: province territory, province name, address county state, federal state, prefecture, canton, state short
state: county region, state county region, {state|province} {name|abbr|abbreviation|short|code|prefecture|iso}
state: {state|province|region} {county|state|province|prefecture|canton|district}, {1st|first} address state
?state: state, status, estado, stato, etat, staat, st
~state: region, county, region name, administrative area, department state, address county, territory state
postal_code: postal code, zip, zip code, postcode, zip postal code, zip postal, postal zip code, zipcode postcode
postal_code: postal, address zip, address postal code, postal code zip, address zip postal code, zip or postal code
postal_code: address 1 zip postal code, pin code, zip postcode, postcode zip, zip code postal code, eircode, zip 4
postal_code: postal zip, address postcode, address 1 postal code, area postal code, address zip code, address 1 zip
postal_code: zip plus 4, post zip code, {zip|postal|post|zipcode|pin} {code|number|no|cd}
postal_code: {zip|zipcode|zip code} {postal|postcode|5}, zip5, zip code 5, p code, pcode, post cd
postal_code: {1st|first} address {zip|postal code|postcode}
postal_code: visiting {zip|zip code|postal code|postcode}
country: country, country name, country region, nation, address country, country region name, country territory
country: region country, address 1 country region, country residence, address 1 country, home country name
country: company country name, country region 1, address country region, address country name, country of company
country: country {of residence|nation|territory}, ctry, country or {region|territory}, country full name
country: {1st|first} address country
country: visiting country
~country: country code, country iso code, address country code, country code iso, country short, nationality country
~country: iso country, country iso, address 1 country code, country region code, iso country code, country 2 letter
~country: {iso|iso2|iso 2|iso alpha 2} {country|country code}, country iso2, country alpha 2
language: language, preferred language, languages, language name, language preference, spoken language
language: communication language, contact language, correspondence language, email language, language code
language: mother tongue, native language, primary language
language: {preferred|primary|contact|native|spoken|communication|default|customer|correspondence|user} {language|lang}
language: lang, language {code|of communication|of correspondence|spoken}
notes: notes, note, notes comments, general notes, contact notes, lead notes, additional notes, internal notes
notes: booth notes, comments notes, notes 1, sales notes, meeting notes, scan notes, conversation notes
notes: qualification notes, free text notes
notes: {lead|contact|general|internal|sales|additional|other|meeting} {notes|note|comments|comment|remarks}
notes: {call|booth|event|scan|rep|customer|visit|conversation|prospect} {notes|note|comments|comment|remarks}
~notes: description, comments, comment, message, remarks, remark, memo, lead description, additional comments
~notes: free text, your message, questions comments, comments questions, comment or message, additional information
~notes: questions or comments, enquiry, inquiry, contact comments, how we help, how can we help, contact description
~notes: person description, person notes, customer notes, message us, anything else, anything else like know
~notes: anything else should know, comments remarks, further information, background information, notes description
~notes: inquiry message, enquiry message, background, background info, additional {info|details|information}
~notes: {general|lead|other} {description|information|info}, free text comment, further comments, comment text
~notes: details
rating: rating, lead rating, ratings, lead temperature, interest level, lead quality, hot warm cold, contact rating
rating: customer rating, lead grade rating, lead priority rating, lead rank, lead interest level
rating: {lead|contact|prospect|customer|interest} {rating|temperature|heat|rank|quality}, {level|degree} of interest
rating: hot warm or cold, temperature
~rating: lead grade, grade, member rating, star rating, stars, pardot grade, prospect grade
campaign: campaign, campaign name, marketing campaign, lead campaign, primary campaign, campaign source name
campaign: campaign title, source campaign, original campaign, primary campaign source, primary campaign name
campaign: most recent campaign, campaigns
campaign: {marketing|lead|source|primary|original|associated|latest|crm} {campaign|campaign name}
campaign: campaign {name source|title|source}
~campaign: utm campaign, acquisition campaign, first campaign, campaign member campaign, recent campaign, ad campaign
~campaign: adwords campaign
source: lead source original, original lead source, source original, source, lead source, original source
source: contact source, person source, source lead, source name, lead source name, how hear about us…, how hear about…
source: how hear…, how find us…, how find out about…, where hear about…, how learn about…, source lead source
source: prospect source, first source, lead origin, source contact, marketing source, how come across…, how you hear…
source: customer source, first touch source, source record, source information
source: {lead|contact|original|prospect|customer|marketing} {source|origin}
source: {enquiry|inquiry|acquisition|first touch|initial|primary} {source|origin}
source: source of {lead|contact|enquiry|inquiry}
~source: origin, utm source, source type lead, channel source, acquisition source, traffic source, source channel
~source: lead channel, source site, referral source, enquiry source, inquiry source, heard about us
created_at: created, created at, created on, create date, created date, date created, creation date, created time
created_at: date creation, creation time, created date time, record created, lead created date, lead create date
created_at: lead created, contact created, contact create date, creation date time, lead created at, lead created time
created_at: contact created date, date time created, time created, lead creation date, create time
created_at: contact creation date, creation timestamp, created timestamp, prospect created date, person created date
created_at: created at date, insert date
~created_at: registration date, registration time, registered at, registered on, registered date, date registered
~created_at: date added, added time, added on, added date, added, date entered, entry date, submitted at, submitted on
~created_at: submission date, submit date, submitted, submission time, date submitted, timestamp, sign up date
~created_at: signed up, date submission, captured at, capture date, date captured, capture time, scan date, scan time
~created_at: scanned at, scan date time, date scanned, registration date time, submit time, time submitted, entry time
~created_at: date time, order date, scanned on, date enquiry, date inquiry, submission timestamp, submitted date
~created_at: submission date time, form submission date, date received, received at, received on, date registration
~created_at: time registration, subscribed on, subscribed at, subscribe date, subscription date, date joined, joined
~created_at: inquiry date, enquiry date, date subscribed, date time submitted, time scanned, registered
~created_at: date time scanned, sign up time
status: lead status, contact status, person status, prospect status, lead state, status name, lead status name
status: status lead, lead stage status, lead stage
status: {lead|contact|prospect|current lead|crm|qualification|person} {status|status name}, status of lead
external_id: external id, lead id, contact id, record id, person id, id, prospect id, crm id, external key
external_id: unique external id, external reference, lead number, record number, lead ref, lead reference, reference id, unique id, uuid
external_id: guid, crm lead id, foreign id, salesforce id, salesforce lead id, salesforce contact id, hubspot id
external_id: hubspot contact id, system id, case safe id, sfdc id, crm contact id, marketo id, zoominfo contact id
external_id: apollo contact id, legacy id, source id lead, external system id, lead external id, contact external id
external_id: external lead id, external contact id, record id contact, lead record id, lead uuid, contact uuid
external_id: contact record id, lead guid, unique identifier, record identifier, external identifier, lead identifier
external_id: marketo unique code, zoho id, hubspot record id, pardot id, eloqua contact id, dynamics id, lead code
external_id: person number, zoominfo person id, marketo person id, crm record id, lead no, contact identifier
external_id: global id, ext id, source record id, {lead|contact|person|prospect|record} {id|key|number|no|nr|uuid}
external_id: {lead|contact|person|prospect|record} {guid|identifier|ref|reference|code|id number}
~external_id: reference, reference number, ref, attendee id, attendee no, registrant no, registrant id
~external_id: registration id, subscriber id, respondent id, response id, submission id, entry id, customer id
~external_id: client id, customer number, client number, leid, euid, badge id, contact key, visitor id, profile id
~external_id: attendee number, registration number, unique email id, confirmation number, subscriber key, delegate id
~external_id: badge number, participant id, form submission id, response number
~external_id: {customer|client|subscriber} {id|key|number|no|nr|identifier|ref|reference|code}
~external_id: {entry|submission|response|registration} {id|key|number|no|nr|identifier|ref|reference|code}
~external_id: {attendee|registrant|badge} {id|key|number|no|nr|identifier|ref|reference|code}
~external_id: {visitor|participant|delegate|member} {id|key|number|no|nr|identifier|ref|reference|code}
~external_id: accountno, account no
partner_name: partner name, channel partner, reseller, reseller name, partner account, assigned partner
partner_name: partner company, dealer, partner channel partner name, partner organization, partner organisation
partner_name: partner company name, distributor, distributor name, dealer name, var, var name, value added reseller
partner_name: resale partner, reselling partner, lead partner, sales partner, business partner, referral partner
partner_name: solution partner, implementation partner, msp, assigned reseller, preferred partner, partner assigned
partner_name: partner of record, partner firm, assigned partner name, reseller partner, partner reseller
partner_name: business partner name, reseller account, reseller company, selling partner, assigned dealer
partner_name: sales partner name, distribution partner, partner organization name, channel account
partner_name: fulfillment partner, assigned to partner, routed partner, servicing partner, integrator
partner_name: system integrator, channel reseller, msp name, partner account assigned, preferred reseller
partner_name: partner business name, channel prm partner, prm partner name, preferred partner name, preferred dealer
partner_name: franchisee, franchise partner, allocated partner, channel company, reseller company name, dealership
partner_name: dealership name, referring partner, selected partner, locator partner, responsible partner
partner_name: recommended partner
partner_name: {partner|channel partner|reseller|dealer|distributor} {name|company|company name|organization}
partner_name: {partner|channel partner|reseller|dealer|distributor} {organisation|account name|firm|business name}
partner_name: {var|sales partner} {name|company|company name|organization}
partner_name: {referral partner|assigned partner|referring partner} {name|company|company name|organization}
partner_name: {var|sales partner} {organisation|account name|firm|business name}
partner_name: {referral partner|assigned partner|referring partner} {organisation|account name|firm|business name}
partner_name: {assigned|responsible|referring|recommended} {partner|reseller|dealer}
partner_name: {assigned|responsible|referring|recommended} {distributor|channel partner|sales partner}
partner_name: {preferred|nominated|selected|routed|local} {partner|reseller|dealer}
partner_name: {preferred|nominated|selected|routed|local} {distributor|channel partner|sales partner}
?partner: partner, partners
partner_id: partner id, partner code, partner number, partner account id, partner no, reseller id, reseller code
partner_id: reseller number, channel partner id, partner account number, dealer id, dealer code, dealer number
partner_id: distributor id, distributor code, partner key, partner identifier, partner reference, assigned partner id
partner_id: channel partner code, partner external id, partner account code, partner crm id, partner uuid
partner_id: vendor partner id, prm partner id, business partner id, business partner number, business partner code
partner_id: dealer no, partner record id, reseller account id, sales partner id, partnerid number
partner_id: {partner|channel partner|reseller} {id|code|number|no|key}
partner_id: {partner|channel partner|reseller} {identifier|account number|account no|account id}
partner_id: {dealer|distributor|sales partner|referral partner} {id|code|number|no|key}
partner_id: {dealer|distributor|sales partner|referral partner} {identifier|account number|account no|account id}
lead_score: lead score, score, person score, total score, hubspot score, contact score, lead scoring, pardot score
lead_score: prospect score, overall score, score value, lead score total, engagement score total, combined score
lead_score: marketing score, {lead|contact|prospect|total} {score|points|scoring|score total|score value}
lead_score: {overall|marketing|person|combined} {score|points|scoring|score total|score value}
~lead_score: lead points, quality score, engagement score, behavior score, behaviour score, fit score, sales score
do_not_contact: do not contact, dnc, email opt out, opt out, opted out, opted out email, has opted out email
do_not_contact: unsubscribed, unsub, unsubscribed all email, unsubscribed from all email, do not email, no email
do_not_contact: email unsubscribed, opt out email, email opted out, do not solicit, unsubscribe, email do not contact
do_not_contact: contact opt out, global unsubscribe, hard opt out, opted out of email, marketing opt out
do_not_contact: opt out marketing, email blacklisted, blacklisted, no contact, no marketing, suppressed, suppression
do_not_contact: do not contact me, do not market, no marketing emails, do not send marketing, opted out marketing
do_not_contact: donotbulkemail, globally unsubscribed, opt out of emails, opt out emails, opted out of emails
do_not_contact: do not send email, is unsubscribed, unsubscribed email, all email opt out, has opted out
do_not_contact: email unsubscribe, do not disturb, dnd, unsubscribed from email
~do_not_contact: do not call, phone opt out, do not phone, call opt out, no calls, has opted out of call
~do_not_contact: do not telephone
!do_not_contact: opt in, email opt in, opted in, marketing opt in, opt in marketing, subscribed, email subscribed
!do_not_contact: email permission, marketing permission, contact permission, marketing consent, email consent
!do_not_contact: consent marketing, accepts marketing, email marketing consent, accepts email marketing, opt in email
!do_not_contact: subscribed email, may contact, permission contact, permission email, ok contact, okay contact
!do_not_contact: opted in email, consent contact, allow contact, marketing allowed, email allowed, contactable
!do_not_contact: consent to contact, marketing emails opt in, can be contacted, marketing permission granted
!do_not_contact: email opt in permission, receive marketing emails, agree receive marketing emails
!do_not_contact: email marketing opt in, mailable, opted in marketing, has opted in, contact consent
!do_not_contact: agree to be contacted
+mail: mailing, mail to, permanent, correspondence
+bill: billing, invoice, invoicing, bill to, legal, registered
+other: other, alt, alternate, alternative, secondary, second, additional, 2nd, 3rd, third, backup, shipping, delivery
+other: ship to, 2, 3, address 2, address 3, 4, 5, 6, 7, 8, 9, 10, fallback, extra, temporary, another, spare
+other: vacation, ship
~language: locale, user locale, language locale
-: office location, office room, room number, referred from, reference of, shoe size, seats, licences, licenses
-: attend, attending, children count, last name phonetic, company phonetic, owner email, owner name, rep name
-: rep email, sales rep email, sales rep name
-: {assigned|account|deal|opportunity|company|lead|contact} {owner name|owner email|owner id}
-: {sales rep|salesperson|account manager|owner} {name|email|id|phone|first name|last name|full name}
-: {assigned to|created by|modified by|scanned by|captured by} {name|email|id|phone|first name|last name|full name}
-: create contact, create lead, create deal, next step, next steps
"""
"""
English phrases, a meaning a line.
"""
