"""
What headers say in English.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ENGLISH"]

ENGLISH: Final = """\
email: email, email address, mail address, email addr, email id, emails, emailaddress1, email addresses
email: business email, work email, corporate email, official email, email adress, primary email, main email
email: contact email, email primary, electronic mail, email address work, work email address
email: {business|work|corporate|office|professional} {email|email address|mail|mail address|email id|email addr}
email: {official|primary|main|contact|preferred|lead} {email|email address|mail|mail address|email id|email addr}
email: email 1, email1, e addr, email work, email business, email main, mail id, {user|login} email address
~email: mail
first_name: first name, fname, given name, given names, forename, christian name, name first, firstn, first names
first_name: first, name given name, forenames, first name preferred, 1st name, f name, frst name, first nm, name given
first_name: person first name, legal first name, given name s
~first_name: preferred name, preferred first name
last_name: last name, lname, surname, family name, name last, name family name, last names, second name surname
last_name: family, sur name, l name, lst name, last nm, name family, legal last name, lastname surname, family name s
full_name: full name, fullname, contact name, name full, display name, complete name, person name, attendee name
full_name: first last name, first name last name, name surname, lead name, prospect name, registrant name
full_name: participant name, contact full name, delegate name, visitor name, subscriber name, recipient name
full_name: name person, primary contact name, name first last, first name surname, full contact name, respondent name
full_name: contact person, contact person name, {contact|lead|person|attendee} {full name|person|person name}
full_name: {prospect|registrant|participant|visitor|client} {full name|person|person name}, full nm
full_name: name of {contact|person|attendee|lead|visitor|participant}, first and last name, firstname lastname
full_name: contact name full, {name|full name} contact person
~full_name: user name original name, formatted name, primary contact, badge name
?name: name, names
?customer: customer name, client name, customer, client, customer client
?contact: contact, contact details, contact info, contact information
?generic: column, unnamed, untitled, data, values, misc, text, entry, spalte, colonne, columna, colonna, kolom, coluna
?generic: 列
?number: número, 番号, number, numbers, no, nr, contact number, contact no
salutation: civility, salutation, salutations, honorific, honorific prefix, form address, courtesy title, name title
salutation: mr mrs, name prefix, prefix, mr ms, mr mrs ms, personal title, title salutation, salutation title
salutation: salutation name, gender title, {title|form} address, salut, salutation mr ms, greeting
?title: title, titles, titel, titre, titolo, titulo
title: job title, job position, position title, title job, position job title, business title, job titles
title: professional title, work title, job description title, job title position, occupation title, job title role
title: title position, current title, current job title, organization title, organisation title, contact title
title: job function title, current position, working title, person title, work position, role title, company position
title: organization 1 title, organization title 1
title: {job|professional|official|current|company} {title|designation|position}, job title designation
title: jobtitle position, desig, position held, position title role
~title: designation, position, role, occupation, job name, headline, function, profession
~title: {current|business|work|job|professional} role, job, job name title, occupational title, post held
department: department, dept, departments, division department, business unit, department name
department: organization department, organization 1 department, dept name, company department, work department
department: {company|organization|job|business} {department|division|unit}, dpt, dep, department team
department: department division
~department: division, job function, job department, team department, functional area, job functions
mobile_phone: mobile, mobile phone, mobile number, mobile phone number, cell, cell phone, cell number, cellular
mobile_phone: mobile no, mobile tel, mobile telephone, cell phone number, mob, mob no, handphone, mobiles, cell no
mobile_phone: mobile phone no, telephone mobile, tel mobile, mobile cell, cellular phone, cellular number
mobile_phone: phone mobile, mobile telephone number, mobile phone 1, whatsapp mobile, phone cell, cell mobile
mobile_phone: phone mobile phone, {mobile|cell|cellular|mob|cellphone} {phone|number|no|tel|telephone|phone number}
mobile_phone: {mobile|cell|cellular|mob|cellphone} {phone no|telephone number|telephone no}
mobile_phone: {mobile|cell|cellular|mob|cellphone} {num|nr|contact|contact number}
mobile_phone: {mobile|cell} {business|work|direct}
mobile_phone: {business|work} {mobile|cell|cell phone|mobile phone|mobile number}
mobile_phone: {phone|telephone|tel|number} {mobile|cell}, cellphone, cell ph, mob phone, mob number
~mobile_phone: sms, sms number, sms phone number, text number, whatsapp, whatsapp number, whatsapp phone number
~mobile_phone: {whatsapp|sms|text} {no|num|phone|mobile}, smartphone, iphone, handy no
work_phone: work phone, business phone, office phone, work phone number, business phone number, direct phone
work_phone: direct phone number, work number, direct dial, business telephone, work telephone, office telephone
work_phone: phone work, phone business, phone office, work direct phone, direct line, ddi, work tel, tel work
work_phone: office phone number, telephone work, work telephone number, telephone business, telephone office
work_phone: direct number, business phone 1, direct dial phone, phone direct, work land line, direct work phone
work_phone: {business|work|office|direct|desk} {phone|telephone|tel|phone number|phone no|telephone number}
work_phone: {business|work|office|direct|desk} {telephone no|tel no|line|dial|contact number|landline|ph}
work_phone: {phone|telephone|tel|number} {business|work|office|direct|desk}
work_phone: {direct|direct dial|direct line} {number|no|tel}, ddi number
~work_phone: phone, phone number, telephone, telephone number, tel, tel no, phone no, telephone no, tel number
~work_phone: primary phone, main phone, contact phone, contact phone number, contact telephone, phones, landline
~work_phone: phone landline, phone primary, ph, ph no, fixed line, phone numbers, telephones, daytime phone, day phone
~work_phone: telephone1, fixed phone, best phone number, contact telephone number, landline number, phone number 1
~work_phone: land phone, daytime telephone
~work_phone: {primary|main|contact|preferred|landline|daytime|lead|fixed} {phone|telephone|tel|phone number}
~work_phone: {primary|main|contact|preferred} {phone no|telephone number|telephone no|tel no}
~work_phone: {landline|daytime|lead|fixed} {phone no|telephone number|telephone no|tel no}
~work_phone: {land line|landline|fixed line} {|phone|number|no|tel}, {tel|ph|phone|telephone} {num|nr|1}
~work_phone: office number, {phone|contact} num, {1st|first} {phone|telephone} {|number|no}
home_phone: home phone, home number, home telephone, home phone number, phone home, private phone, personal phone
home_phone: home tel, evening phone, residential phone, home phone no, telephone home, private number
home_phone: personal phone number, {home|private|personal|residential|residence} {phone|telephone|tel|phone number}
home_phone: {home|private|personal|residential|residence} {phone no|telephone number|telephone no|landline|number}
fax: fax, fax number, fax no, facsimile, telefax, business fax, work fax, fax work, fax business, office fax
fax: fax phone, faxes, fax phone number, facsimile number, primary fax, fax office, main fax
fax: {business|work|office|primary|main|direct} {fax|fax number|fax no|telefax}, fax {nr|num|tel}, facsimile no
fax: telefax number
company: company, company name, organization, organisation, organization name, organisation name, employer, firm
company: business name, name company, lead company, company account, current company, company organization, firm name
company: company organisation, organization 1 name, company organization name, contact company, employer name
company: name organization, institution, institution name, business company, legal name, trading name
company: company legal name, name organisation, organization company, company school, prospect company, workplace
company: name business, company name for emails, current company name, company business name, organization name 1
company: company account company, corporation
company: {company|organization|organisation|business|firm|employer} {name|legal name|full name}
company: {corporation|corporate|enterprise|institution|account company|lead company} {name|legal name|full name}
company: name of {company|organization|organisation|business|firm|employer|institution}, co name, comp name
company: company nm, cmpny, {company|organization|organisation|business} {organization|organisation} {|name}
company: {company|organization|organisation|business} {business|institution|employer} {|name}
company: {address|default address} company {|name}
~company: acct name, account name, account, business, org, org name, affiliation, company trading name
~company: registered company name, agency, company name cleaned, place work, entity, company full name
~company: legal entity name, company agency, legal company name, customer company, customer company name
~company: client company, client company name, customer account
sic_code: sic code, sic, sic code 1, primary sic code, primary sic, sic number, standard industrial classification
sic_code: sic 1, sic primary code, us sic code, siccode4, sic code primary, us sic 1987
sic_code: {primary|main|company|account|us} {sic|sic code|sic number}, {sic code|sic} {primary|main|no|nr|number|id}
~sic_code: sic codes, all sic codes
naics_code: naics code, naics, naics code 1, primary naics code, primary naics, naics number, naics 1
naics_code: naics primary code, naics code primary, naics 2017 code, naics 2022 code, industry naics code
naics_code: {primary|main|company|account|us} {naics|naics code|naics number}
naics_code: {naics code|naics} {primary|main|no|nr|number|id}
~naics_code: naics codes, all naics codes
industry: industry, industry sector, industries, company industry, industry name, primary industry, industry vertical
industry: line business, industry type, market segment industry, business industry, industry segment
industry: vertical industry, main industry
industry: {company|business|primary|main|customer|account|organization|lead} {industry|industry name|sector|vertical}
industry: industry {name|description|sector|vertical|classification}
~industry: sector, vertical, business type industry, trade, business sector, market sector, vertical market
~industry: nature business, industry category, sectors, branch industry, industry group, business activity
website: website, web page, homepage, company website, website url, web address, company url, www, website address
website: site url, web url, organization website, corporate website, business website, company website url, web
website: account website, internet address, website 1 value, company homepage, url website
website: {company|business|corporate|organization} {website|web site|web page|web address}
website: {organisation|account|firm|lead} {website|web site|web page|web address}
website: {company|business|corporate|organization|organisation|account|firm|lead} {site url|homepage|webpage|web url}
website: website {link|address|url|site}, web {site address|page address|site url}, http, home page
~website: domain, company domain, website domain, company domain name, domain name, web domain, primary domain, site
?url: url, link, links, profile url, profile link, public profile url, profile
linkedin_url: linkedin, linkedin url, linkedin profile, linkedin profile url, linkedin contact profile url
linkedin_url: person linkedin url, person linkedin, linkedin link, linkedin id url, li profile url
linkedin_url: contact li profile url, contact linkedin, contact linkedin url, linkedin public profile url
linkedin_url: linkedin profile link, personal linkedin, personal linkedin url, linkedin person url, lead linkedin url
linkedin_url: linkedin address, linkedin contact url, person linkedin profile, linkedin personal url
linkedin_url: linkedin member url, linkedin page, linkedin account, linkedin profile address
linkedin_url: {contact|person|personal|lead} linkedin {|url|profile|profile url|link|page}
linkedin_url: {prospect|individual|member|public|profile} linkedin {|url|profile|profile url|link|page}
linkedin_url: linked in {profile|url}, li {profile|link}
~linkedin_url: linkedin handle, linkedin username, li url, linkedin id
employee_count: employee count, employees, number employees, no employees, num employees, no of employees
employee_count: company size, headcount, employee number, staff count, employees count, total employees
employee_count: number of staff, nb employees, company staff count, company employees, employee size
employee_count: company employee count, how many employees company have, how many employees, staff size
employee_count: number employees company, organization size, size company, organisation size, company headcount
employee_count: company number employees, employees number, numberofemployees, of employees, employee total
employee_count: how many people work company, how many employees have, how many employees company
employee_count: number full time employees
employee_count: {number|no|num|nb|nr|total|total number|count} {employees|staff|staff members}
employee_count: {number|no|num|nb|nr|total|total number|count} {workers|team members|ftes|full time employees}
employee_count: {company|organization|organisation|employee|staff|business} {size|headcount|count}
employee_count: {company|organization|organisation} {strength|size range|employee range|headcount range}
employee_count: {employee|staff|business} {strength|size range|employee range|headcount range}
employee_count: {employees|staff} {number|count|total|size}
~employee_count: staff, workforce, team size, business size, employees total, employees site, fte, ftes
~employee_count: {number|no} people, employee {band|bracket}, firm size
annual_revenue: annual revenue, revenue, company revenue, annual turnover, turnover, yearly revenue
annual_revenue: company annual revenue, annual sales, annual revenues, revenues, revenue 000s usd
annual_revenue: total revenue company, estimated annual revenue, revenue usd, annual revenue usd, annual revenue eur
annual_revenue: revenue eur, revenue annual, revenue 000s, annual revenue 000s, company turnover, total annual revenue
annual_revenue: annual revenue currency, yearly turnover, sales turnover, company revenue usd
annual_revenue: company annual revenue usd, annual income company, organization revenue
annual_revenue: {annual|yearly|company|company annual} {revenue|revenues|turnover}
annual_revenue: {annual|yearly|company|company annual} {sales|rev|sales volume|sales revenue}
annual_revenue: {total|total annual|gross annual|estimated annual|est annual} {revenue|revenues|turnover}
annual_revenue: {total|total annual|gross annual|estimated annual|est annual} {sales|rev|sales volume|sales revenue}
annual_revenue: {revenue|turnover} {year|annual|yearly|last year|per year|millions|million|thousands|mm|mio|k}
annual_revenue: sales volume, revenue p a
~annual_revenue: estimated revenue, approximate annual revenue, {revenue|turnover|annual revenue} {band|bracket}
address1: address one, address 1, address line 1, street, street address, street 1, street line 1, addr 1
address1: street name number, address street, address street 1, address 1 line 1, address1 street 1
address1: address street line 1, line 1, street address 1, addressline, street address line 1, address1 street
address1: street name, address street address, postal address line 1, address lines, street number
address1: street and house number, street house number, address street name, address first line, first line address
address1: street address line, thoroughfare, address 1 address line 1, address address line 1
address1: {address|addr|street|street address} {line 1|line one|1|line1|1st line}
address1: {street|road} {name|name number|address}, st address, house number street, address line
address1: {1st|first} {address line 1|address street|address}
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
country: country, country name, country region, nation, address country, country region name, country territory
country: region country, address 1 country region, country residence, address 1 country, home country name
country: company country name, country region 1, address country region, address country name, country of company
country: country {of residence|nation|territory}, ctry, country or {region|territory}, country full name
country: {1st|first} address country
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
status: status lead, lead stage status
status: {lead|contact|prospect|current lead|crm|qualification|person} {status|status name}, status of lead
external_id: external id, lead id, contact id, record id, person id, id, prospect id, crm id, external key
external_id: external reference, lead number, record number, lead ref, lead reference, reference id, unique id, uuid
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
partner_id: dealer no, partner record id, reseller account id, sales partner id, partner ref, partnerid number
partner_id: {partner|channel partner|reseller} {id|code|number|no|key}
partner_id: {partner|channel partner|reseller} {identifier|ref|account number|account no|account id}
partner_id: {dealer|distributor|sales partner|referral partner} {id|code|number|no|key}
partner_id: {dealer|distributor|sales partner|referral partner} {identifier|ref|account number|account no|account id}
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
+me: sfdc, crm, salesforce, hubspot, marketo, eloqua, pardot, apollo, lead, person, prospect, attendee, registrant
+me: delegate, visitor, respondent, participant, subscriber, main, primary, default, current, preferred, direct
+me: individual, people, prospects, leads, contacts, recipient, enquirer, inquirer, applicant, submitter
+me: decision maker, poc, 1, first entry, lusha, cognism, hunter, klaviyo, mailchimp, brevo, zoho, freshsales
+me: freshworks, pipedrive, copper, nutshell, insightly, keap, infusionsoft, bitrix, bitrix24, kommo, amocrm, sugarcrm
+me: suitecrm, vtiger, odoo, dynamics, d365, airtable, intercom, zendesk, cvent, bizzabo, swapcard, eventbrite, hopin
+me: gotowebinar, webex, typeform, jotform, netsuite, sap, oracle, activecampaign, getresponse, sendgrid, drift
+me: outreach, salesloft, zoominfo, hs, sf, properties, attributes, traits, enquiry, end user, endcustomer
+me: end customer, invitee, social, social media, social network
+work: work, business, office, professional, official, bus
+home: private, personal, residential, residence, domestic
+firm: acct, company hq, headquarters, hq, corporate, head office, corp, company main, company headquarter
+firm: headquarter, switchboard, companies, organizations, company switchboard, business main, organization hq
+firm: firmographic
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
