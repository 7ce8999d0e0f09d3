"""
What headers say, in the words of eight languages: data only, read by `leadflow.core.importing.lexicon`.

A line is a meaning and the phrases that have it, with commas between. Case, accents, punctuation, and little words such
as "of" or "your" do not count, and blanks do not either: "postal code" stands for PostalCode and POSTAL_CODE as well.

Meanings:

- ``email`` (a field's name): a header of these words alone means the field.
- ``~email``: so too, unless another header of the file says it better.
- ``?title``: more than one field; the rule of that name decides, by the headers beside it and the values under it.
- ``+work``: whose e-mail, phone or address it is; goes with others, and says nothing alone.
- ``-``: it is about something else. A header with such a word goes nowhere.
- ``.``: little words, left out wherever they stand.

A phrase has one meaning in all languages; a test sees to that. Where a word means one thing here and another there,
its meaning is one with a rule.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ALIASES"]

_LITTLE: Final = """
.: the, a, an, of, for, your, you, my, our, please, enter, what, what's, which, is, are, s, at, to, do, does, did, in, and
.: or, on, this, that, provide, select, choose, tell, us, live, located, reside, currently, best, describes, with
.: required, optional, e g, eg, field, value, input, answer, per, where, we, can, reach
.: der, die, das, des, dem, den, ihr, ihre, ihren, ihrer, bitte, und, oder, für, im, zur, zum, wie, lautet, ist
.: le, la, les, l, du, d, votre, vos, et, ou, est, quel, quels, au, aux, pour, sur, en, une
.: el, los, las, del, su, y, cual, es, un, una, al, para, tu
.: il, lo, gli, di, della, dello, dell, delle, degli, dei, suo, tuo, tua, il tuo, per il
.: het, een, van, uw, je, wat, naar
.: o, os, as, da, dos, das, seu, sua, qual, em
"""

_ENGLISH: Final = """
email: email, e mail, email address, e mail address, mail address, email addr, email id, emailid, emails, emailaddress1
email: email addresses, business email, work email, corporate email, official email, e mails, e mail id, email adress
email: primary email, main email, contact email, email primary, electronic mail, email address work, work email address
~email: mail, username email, login email, confirmed email
first_name: first name, firstname, fname, given name, given names, forename, christian name, name first, firstn
first_name: first names, first, name given name, forenames, first name preferred
~first_name: preferred name, preferred first name, known as, goes by
last_name: last name, lastname, lname, surname, family name, name last, name family name, last names, second name surname
last_name: family
full_name: fulfullname, contact name, name full, display name, complete name, person name, attendee name
full_name: first last name, first name last name, name surname, lead name, prospect name, registrant name, participant name
full_name: contact fuldelegate name, visitor name, subscriber name, recipient name, name person, primary contact name
full_name: name first last, first name surname, full contact name, respondent name, contact person, contact person name
~full_name: user name originaformatted name, file as, e mail display name, primary contact, badge name
?name: name, names
?customer: customer name, client name, customer, client, customer client
?contact: contact, contact details, contact info, contact information
?generic: column, unnamed, untitled, data, values, misc, text, entry, spalte, colonne, columna, colonna, kolom, coluna, 列
?number: número, 番号, number, numbers, no, nr, contact number, contact no
salutation: salutation, salutations, honorific, honorific prefix, form address, courtesy title, name title, mr mrs
salutation: name prefix, prefix, mr ms, mr mrs ms, personal title, title salutation, salutation title, salutation name, gender title
?title: title, titles, titel, titre, titolo, titulo
title: job title, jobtitle, job position, job role, position title, title job, designation, position job title
title: business title, job titles, professional title, work title, job description title, job title position, occupation title
title: job title role, title position, current title, current job title, organization title, organisation title, contact title
title: job function title, current position, working title, person title, work position, role title, company position
title: organization 1 title, organization title 1
~title: position, role, occupation, job name, headline, function, profession
department: department, dept, departments, division department, business unit, department name, organization department
department: organization 1 department, dept name, company department, work department
~department: division, job function, job department, team department, functional area, job functions
mobile_phone: mobile, mobile phone, mobile number, mobile phone number, cell, cell phone, cellphone, cell number, cellular
mobile_phone: mobile no, mobile tel, mobile telephone, mobilephone number, cell phone number, mob, mob no, handphone, mobiles
mobile_phone: cell no, mobile phone no, telephone mobile, tel mobile, mobile cell, cellular phone, cellular number, phone mobile
mobile_phone: mobile telephone number, mobile phone 1, whatsapp mobile, phone cell, cell mobile, phone mobile phone
~mobile_phone: sms, sms number, sms phone number, text number, whatsapp, whatsapp number, whatsapp phone number
work_phone: work phone, business phone, office phone, work phone number, business phone number, workphone number, office number
work_phone: direct phone, direct phone number, work number, direct dial, business telephone, work telephone, office telephone
work_phone: phone work, phone business, phone office, work direct phone, direct line, business number, ddi, work tel, tel work
work_phone: office phone number, telephone work, work telephone number, telephone business, telephone office, direct number
work_phone: business phone 1, direct dial phone, phone direct, work land line, direct work phone
~work_phone: phone, phone number, telephone, telephone number, tel, tel no, phone no, telephone no, tel number, primary phone
~work_phone: main phone, contact phone, contact phone number, contact telephone, phones, landline, land line, phone landline
~work_phone: phone primary, ph, ph no, fixed line, phone numbers, telephones, daytime phone, day phone, telephone1, fixed phone
~work_phone: best phone number, contact telephone number, landline number, phone number 1, land phone, daytime telephone
home_phone: home phone, home number, home telephone, home phone number, phone home, private phone, personal phone, home tel
home_phone: evening phone, residential phone, home phone no, telephone home, private number, personal phone number
fax: fax, fax number, fax no, facsimile, telefax, business fax, work fax, fax work, fax business, office fax, fax phone
fax: faxes, fax phone number, facsimile number, primary fax, fax office, main fax
company: company, company name, organization, organisation, organization name, organisation name, employer, firm, business name
company: account name, name company, lead company, company account, current company, company organization, firm name
company: company organisation, organization 1 name, company organization name, contact company, employer name, name organization
company: institution, institution name, business company, legatrading name, company leganame organisation
company: organization company, company school, prospect company, workplace, name business, company name for emails
company: current company name, company business name, organization name 1, company account name, account company, corporation
~company: account, business, org, org name, affiliation, company trading name, registered company name, agency, company name cleaned
~company: place work, entity, company fullegal entity name, company agency, legal company name
~company: customer company, customer company name, client company, client company name, customer account
sic_code: sic code, sic, sic code 1, primary sic code, primary sic, sic number, standard industrial classification, sic 1
sic_code: sic primary code, us sic code, siccode4, sic code primary, us sic 1987
~sic_code: sic codes, all sic codes
naics_code: naics code, naics, naics code 1, primary naics code, primary naics, naics number, naics 1, naics primary code
naics_code: naics code primary, naics 2017 code, naics 2022 code, industry naics code
~naics_code: naics codes, all naics codes
industry: industry, industry sector, industries, company industry, industry name, primary industry, industry vertical, line business
industry: industry type, market segment industry, business industry, industry segment, vertical industry, main industry
~industry: sector, vertical, business type industry, trade, business sector, market sector, vertical market, nature business
~industry: industry category, sectors, branch industry, industry group, business activity
website: website, web site, web page, webpage, homepage, home page, company website, website url, web address, company url
website: www, website address, site url, company web site, web url, organization website, corporate website, business website
website: company website url, web, account website, web site url, internet address, website 1 value, company homepage, url website
~website: domain, company domain, website domain, company domain name, domain name, web domain, primary domain, site
~website: personal website
?url: url, link, links, profile url, profile link, public profile url, profile
linkedin_url: linkedin, linked in, linkedin url, linked in url, linkedin profile, linked in profile, linkedin profile url
linkedin_url: linkedin contact profile url, person linkedin url, person linkedin, linkedin link, linkedin id url, li profile url
linkedin_url: contact li profile url, contact linkedin, contact linkedin url, linked in profile url, linkedin public profile url
linkedin_url: linkedin profile link, personal linkedin, personal linkedin url, linkedin person url, lead linkedin url, linkedin address
linkedin_url: linkedin contact url, linked in link, person linkedin profile, linkedin personal url, linkedin member url, linkedin page
linkedin_url: linkedin account, linkedin profile address, linkedin bio
~linkedin_url: linkedin handle, linkedin username, sales navigator url, linkedin sales navigator url, li url, linkedin id
employee_count: employee count, employees, number employees, no employees, num employees, no of employees, company size, headcount
employee_count: employee number, staff count, employees count, total employees, number of staff, nb employees, company staff count
employee_count: company employees, employee size, company employee count, how many employees company have, how many employees
employee_count: staff size, number employees company, organization size, number people, size company, organisation size
employee_count: company headcount, company number employees, employees number, numberofemployees, of employees, employee total
employee_count: how many people work company, how many employees have, how many employees company, number full time employees
~employee_count: size, staff, workforce, firm size, team size, business size, employees total, employees site, fte, ftes
annual_revenue: annual revenue, revenue, company revenue, annual turnover, turnover, yearly revenue, company annual revenue
annual_revenue: annual sales, annual revenues, revenues, revenue 000s usd, total revenue company, estimated annual revenue
annual_revenue: revenue usd, annual revenue usd, annual revenue eur, revenue eur, revenue annual, revenue 000s, annual revenue 000s
annual_revenue: company turnover, sales volume company, total annual revenue, annual revenue currency, yearly turnover, sales turnover
annual_revenue: company revenue usd, company annual revenue usd, annual income company, organization revenue
~annual_revenue: estimated revenue, sales revenue, sales volume, gross revenue, approximate annual revenue
address1: address 1, address line 1, street, street address, address line1, street 1, street line 1, addr 1, addr1, street name number
address1: address street, address street 1, address 1 line 1, address1 street 1, address street line 1, line 1, street address 1, addressline
address1: street address line 1, address1 street, street name, address street address, postal address line 1, address lines
address1: street number, street and house number, street house number, address street name, address first line, first line address
address1: address 1 street, address 1 street 1, street address line, thoroughfare, address 1 address line 1, address address line 1
?address: address, addr, addresses, adresse, dirección, indirizzo, endereço, adres, location address, morada, domicilio, anschrift, 住所
~address1: postal address, full address, mailing address, complete address, address formatted, formatted address
~address1: physical address, address full, complete mailing address, current address
address2: address 2, address line 2, street 2, street line 2, addr 2, address street 2, address 1 line 2, address1 street 2
address2: street address 2, address line2, address extended, extended address, suite, apt, apartment, unit, apt suite, apartment suite
address2: street address line 2, address street line 2, line 2, suite apt, building, floor, apt number, address 1 street 2
address2: address 2nd line, apt suite building, address address line 2, address complement, suite number, unit number, second line address
~address2: address supplement, address additional, address additional line, additional address, street additional, street supplement
address2: address 1 address line 2, additional address line, building suite, apartment number, address second line
city: city, town, city town, town city, address city, city name, locality, suburb, address locality, city village, municipality
city: address 1 city, city address, postal town, city suburb, address town, municipality city, town name, post town, city location
?location: location, locations, place, area, contact location, person location, company area, geo
state: province, state province, state region, province state, state code, address state, state county, state or province, st prov
state: address 1 state province, county state, province region, state territory, address region, state name, us state, state prov
state: county province, region state, address province, state province region, address 1 state, province code, address state province
state: state province code, province territory, province name, address county state, federal state, prefecture, canton, state short
state: county region, state county region
?state: state, status, estado, stato, etat, staat, st
~state: region, county, region name, administrative area, department state, address county, territory state
postal_code: postal code, zip, zip code, postcode, zip postal code, post code, zip postal, postal zip code, zipcode postcode, postal
postal_code: address zip, address postal code, postal code zip, address zip postal code, address postalcode, zip or postal code
postal_code: address 1 zip postal code, pin code, pincode, zip postcode, postcode zip, zip code postal code, eircode, zip 4, postal zip
postal_code: address postcode, address 1 postal code, area postal code, address zip code, address 1 zip, zip plus 4, post zip code
country: country, country name, country region, nation, address country, country region name, country territory, region country
country: address 1 country region, country residence, address 1 country, home country name, company country name, country region 1
country: address country region, address country name, country of company
~country: country code, country iso code, address country code, country code iso, country short, nationality country, cc, iso country
~country: country iso, address 1 country code, country region code, iso country code, country 2 letter
language: language, preferred language, languages, language name, language preference, spoken language, communication language
language: contact language, correspondence language, email language, language code, mother tongue, native language, primary language
notes: notes, note, notes comments, general notes, contact notes, lead notes, additional notes, internal notes, booth notes
notes: comments notes, notes 1, sales notes, meeting notes, scan notes, conversation notes, qualification notes, free text notes
~notes: description, comments, comment, message, remarks, remark, memo, lead description, additional comments, free text, your message
~notes: questions comments, comments questions, comment or message, additional information, questions or comments, enquiry, inquiry
~notes: contact comments, how we help, how can we help, body, contact description, person description, person notes, customer notes
~notes: feedback, message us, anything else, anything else like know, anything else should know, comments remarks
~notes: further information, background information, notes description, inquiry message, enquiry message, question, questions
rating: rating, lead rating, ratings, lead temperature, interest level, lead quality, hot warm cold, contact rating, temperature
rating: customer rating, lead grade rating, lead priority rating, lead rank, lead interest level
~rating: lead grade, grade, member rating, star rating, stars, pardot grade, prospect grade
campaign: campaign, campaign name, marketing campaign, lead campaign, primary campaign, campaign source name, campaign title
campaign: source campaign, original campaign, primary campaign source, primary campaign name, most recent campaign, campaigns
~campaign: utm campaign, acquisition campaign, first campaign, campaign member campaign, recent campaign, ad campaign, adwords campaign
source: source, lead source, original source, contact source, person source, source lead, source name, leadsource, lead source name
source: how hear about us…, how hear about…, how hear…, how find us…, how find out about…, where hear about…, how learn about…
source: source lead source, prospect source, first source, original lead source, lead origin, source contact, marketing source
source: how come across…, how you hear…, customer source, first touch source, source record, source information
~source: origin, utm source, source type lead, channel source, acquisition source, traffic source, source channel, lead channel, source site
~source: referral source, enquiry source, inquiry source, heard about us
created_at: created, created at, created on, create date, created date, date created, creation date, created time, createdate
created_at: date creation, creation time, created date time, record created, lead created date, lead create date, lead created
created_at: contact created, contact create date, created datetime, creation date time, lead created at, lead created time
created_at: contact created date, date time created, time created, datetime created, lead creation date, create time, contact creation date
created_at: creation timestamp, created timestamp, prospect created date, person created date, created at date, insert date
~created_at: registration date, registration time, registered at, registered on, registered date, date registered, date added
~created_at: added time, added on, added date, added, date entered, entry date, submitted at, submitted on, submission date, submit date
~created_at: submitted, submission time, date submitted, timestamp, time stamp, sign up date, signup date, signed up, date submission
~created_at: captured at, capture date, date captured, capture time, scan date, scan time, scanned at, scan date time, date scanned
~created_at: registration date time, submit time, time submitted, entry time, date time, record date, order date, scanned on
~created_at: submission timestamp, submitted date, submission date time, form submission date, date received, received at, received on
~created_at: date registration, time registration, subscribed on, subscribed at, subscribe date, subscription date, date joined, joined
~created_at: inquiry date, enquiry date, lead date, date lead, date subscribed, import date, date time submitted, time scanned
~created_at: start date utc, date utc, registered, date time scanned, sign up time, date imported, opened date lead
status: lead status, contact status, person status, prospect status, lead state, status name, lead status name, current status
status: status lead, record status, lead stage status
~status: attendee status, attendance status, registration status, customer status, participant status
external_id: external id, lead id, contact id, record id, person id, id, prospect id, crm id, external key, external reference
external_id: lead number, record number, lead ref, lead reference, reference id, unique id, uuid, guid, crm lead id, foreign id
external_id: salesforce id, salesforce lead id, salesforce contact id, hubspot id, hubspot contact id, system id, case safe id
external_id: sfdc id, crm contact id, marketo id, zoominfo contact id, apollo contact id, legacy id, source id lead, external system id
external_id: lead external id, contact external id, external lead id, external contact id, record id contact, lead record id
external_id: lead uuid, contact uuid, contact record id, lead guid, unique identifier, record identifier, external identifier, lead identifier
external_id: marketo unique code, zoho id, hubspot record id, pardot id, eloqua contact id, dynamics id, lead code, person number
external_id: zoominfo person id, marketo person id, crm record id, lead no, contact identifier, global id, ext id, extid, source record id
~external_id: reference, reference number, ref, attendee id, registrant id, registration id, subscriber id, respondent id, attendee
~external_id: response id, submission id, entry id, customer id, client id, customer number, client number, leid, euid, badge id, contact key
~external_id: visitor id, profile id, attendee number, registration number, unique email id, confirmation number, subscriber key
~external_id: contact number id, contact no id, delegate id, badge number, participant id, form submission id, response number
partner_name: partner name, channel partner, reseller, reseller name, partner account, assigned partner, partner company, dealer
partner_name: partner account name, channel partner name, partner organization, partner organisation, partner company name
partner_name: distributor, distributor name, dealer name, var, var name, value added reseller, resale partner, reselling partner
partner_name: lead partner, sales partner, business partner, referral partner, solution partner, implementation partner, msp
partner_name: assigned reseller, preferred partner, partner assigned, partner of record, partner firm, assigned partner name
partner_name: reseller partner, partner reseller, business partner name, reseller account, reseller company, selling partner
partner_name: assigned dealer, sales partner name, distribution partner, partner organization name, channel account, fulfillment partner
partner_name: assigned to partner, routed partner, servicing partner, integrator, system integrator, channel reseller, msp name
partner_name: partner account assigned, preferred reseller, partner business name, channel account name, prm partner, prm partner name
partner_name: preferred partner name, preferred dealer, franchisee, franchise partner, allocated partner, channel company, reseller company name
partner_name: dealership, dealership name, referring partner, selected partner, locator partner, responsible partner, recommended partner
?partner: partner, partners
partner_id: partner id, partner code, partner number, partner account id, partner no, reseller id, reseller code, reseller number
partner_id: channel partner id, partner account number, dealer id, dealer code, dealer number, distributor id, distributor code
partner_id: partner key, partner identifier, partner reference, assigned partner id, channel partner code, partner external id
partner_id: partner account code, partner crm id, partner uuid, vendor partner id, prm partner id, business partner id, business partner number
partner_id: business partner code, dealer no, partner record id, reseller account id, sales partner id, partner ref, partnerid number
lead_score: lead score, score, person score, total score, hubspot score, contact score, lead scoring, pardot score, prospect score
lead_score: overall score, score value, lead score total, engagement score total, combined score, marketing score
~lead_score: points, lead points, quality score, engagement score, behavior score, behaviour score, fit score, sales score
do_not_contact: do not contact, dnc, email opt out, opt out, opted out, opted out email, has opted out email, unsubscribed, unsub
do_not_contact: unsubscribed all email, unsubscribed from all email, do not email, no email, email unsubscribed, email optout, optout
do_not_contact: opt out email, email opted out, do not solicit, unsubscribe, email do not contact, contact opt out, global unsubscribe
do_not_contact: hard opt out, opted out of email, marketing opt out, opt out marketing, email blacklisted, blacklisted, no contact
do_not_contact: no marketing, suppressed, suppression, do not contact me, do not market, no marketing emails, do not send marketing
do_not_contact: opted out marketing, emailoptout, donotemail, donotcontact, donotbulkemail, optedout, globally unsubscribed
do_not_contact: opt out of emails, opt out emails, opted out of emails, do not send email, is unsubscribed, unsubscribed email
do_not_contact: all email opt out, do not bulk email, has opted out, email unsubscribe, do not disturb, dnd, unsubscribed from email
~do_not_contact: do not call, phone opt out, do not phone, donotcall, call opt out, no calls, has opted out of call, do not telephone
!do_not_contact: opt in, optin, email opt in, email optin, opted in, marketing opt in, opt in marketing, subscribed, email subscribed
!do_not_contact: email permission, marketing permission, contact permission, marketing consent, email consent, consent marketing
!do_not_contact: accepts marketing, email marketing consent, accepts email marketing, opt in email, subscribed email, may contact
!do_not_contact: permission contact, permission email, ok contact, okay contact, opted in email, consent contact, allow contact
!do_not_contact: marketing allowed, email allowed, contactable, consent to contact, marketing emails opt in, can be contacted
!do_not_contact: marketing permission granted, email opt in permission, receive marketing emails, agree receive marketing emails
!do_not_contact: email marketing opt in, mailable, opted in marketing, has opted in, contact consent, agree to be contacted
+me: lead, contact, person, prospect, attendee, registrant, delegate, visitor, respondent, participant, subscriber, main, primary
+me: default, current, preferred, direct, individual, people, prospects, leads, contacts, recipient, enquirer, inquirer, applicant
+me: submitter, decision maker, poc, 1, first entry, #
+work: work, business, office, professional, official, bus
+home: private, personal, residential, residence, domestic
+firm: company hq, headquarters, hq, corporate, head office, corp, company main, company headquarter, headquarter, switchboard
+firm: companies, organizations, company switchboard, business main, organization hq, firmographic
+mail: mailing, mail to, permanent, correspondence
+bill: billing, invoice, invoicing, bill to, legal, registered
+other: other, alt, alternate, alternative, secondary, second, additional, 2nd, 3rd, third, backup, shipping, delivery, ship to, 2, 3
+other: 4, 5, 6, 7, 8, 9, 10, fallback, extra, temporary, another, spare, vacation, ship
-: partner contact, partner email, partner contact email, partner tier, partner manager, partner type, partner level, partner status
-: reseller contact, reseller email, partner contact name, partner phone, partner country, partner owner, partner user, partner rep
-: owner, lead owner, contact owner, account owner, record owner, sales rep, rep, sales representative, salesperson, sales person
-: account manager, manager, assistant, spouse, emergency, referrer, referred by, supervisor, assigned, assigned to, agent, parent
-: assignee, assigned user, sales owner, account executive, executive, sponsor, exhibitor, host, organizer, organiser, speaker
-: recruiter, vendor, supplier, created by, modified by, last modified by, updated by, scanned by, captured by, submitted by, user
-: sender, author, creator, booked by, reports to, team, sales team, queue, purchaser, buyer, billing contact, technical contact, booth staff
-: type, label, reason, count, confidence, verified, verification, valid, invalid, bounced, bounce, bounces, last, previous, prior
-: former, past, old, next, recent, latest, modified, updated, changed, sync, synced, converted, birthday, birth, birthdate
-: date, time, range, level, growth, rank, accuracy, currency, latitude, longitude, lat, lon, lng, ip, ip address, timezone, time zone
-: tags, tag, list, lists, segment, segments, group, groups, category, categories, activity, activities, opens, clicks, visits
-: sessions, page, pages, sequence, stage, opportunity, opportunities, deal, deals, quote, order, orders, ticket, tickets
-: price, amount, paid, total, quantity, barcode, qr, qr code, technology, technologies, keywords, funding, subsidiary, ticker
-: founded, year, logo, photo, image, avatar, picture, facebook, twitter, instagram, youtube, xing, skype, telegram, tiktok, pinterest
-: extension, ext, format, hash, md5, catch all, suffix, middle, middle name, nickname, nick name, initials, phonetic, yomi, maiden
-: maiden name, mother s maiden name, gender, sex, age, children, hobby, hobbies, pager, telex, isdn, tty, callback, radio, car
-: car phone, po box, p o box, anniversary, wedding, domain type, email domain, email status, email type, email confidence, email format
-: campaign id, campaign type, campaign status, campaign member status, campaign date, campaign description, campaign member, medium
-: campaign content, campaign term, content, term, keyword, lead source description, lead source detail, source detail, source details
-: source description, lead source details, source url, source id, source type, status description, status date, status reason, status age
-: lead type, record type, marital status, job level, management level, seniority, seniority level, job level score, education, degree
-: school, university, major, skills, interests, lifecycle stage, lifecycle, mqa, mql, sql, ownership, business model
-: company description, company summary, company id, account id, organization id, company linkedin url, company linkedin, company facebook
-: linkedin company profile url, linkedin company url, company li profile url, linkedin company page, company linkedin profile
-: company twitter, company type, account type, account status, company status, company founded, company location count, number locations
-: budget, timeframe, timeline, authority, need, product, products, product interest, product name, service interest, project, event
-: event name, event date, event id, webinar, webinar name, session, session name, attended, attendance, duration, minutes, guest, join
-: leave, approval, approval status, approved, order number, invoice number, payment, vat, vat number, vat id, tax, tax id, tax number
-: passport, password, username, user name, login, account number, bank, iban, duns, duns number, d u n s, isin, hobbies interests
-: gdpr, privacy, terms, conditions, privacy policy, terms conditions, consent, newsletter, legal basis, double opt in, opt in date
-: opt in time, optin time, optin ip, confirm time, confirm ip, opt in ip, opt in source, opt out date, opt out time, opt out reason
-: unsubscribed date, unsubscribe date, unsub time, unsub reason, unsubscribe reason, do not call reason, do not mail, do not post
-: fax opt out, do not fax, has opted out of fax, has opted out fax, sms opt out, sms blacklisted, sms opt in, sms consent, text opt in
-: phone opt in, postal opt in, do not mail post, direct mail opt out, do not postal mail, sms opted out, call opt in, sms unsubscribed
-: email 2, email address 2, email address 3, email 3, e mail 2 address, e mail 3 address, e mail type, member of, children names
-: lead currency, expected revenue, potential revenue, deal amount, probability, priority, sensitivity, weight, expected close, close date
-: score date, lead score date, lead score explanation, lead score reason, company score, account score, growth rate, number opportunities
-: industry id, sub industry, subindustry, industry sub, sub sector, all industries, time session, country calling code, dial code
-: phone country code, phone code, calling code, phone extension, phone type, phone label, address type, address label, phone status, phonetype
-: unread, read, archived, deleted, is deleted, active, inactive, locked, external, internal, custom, user 1, user 2, user 3, mileage
-: government id, location code, office location, directory server, internet free busy, private flag, referred, referral, referred person
-: signature, biography, bio, summary, about, specialties, website visits, first page seen, last page seen, referring site, landing page
-: conversion, first conversion, recent conversion, form, form name, form id, ad, ad id, ad name, adset, adset name, ad set, platform
-: is organic, browser, device, user agent, useragent, utm medium, utm content, utm term, gclid, fbclid, cookie, visitor count
-: credit limit, discount, salary, income, net worth, stock, exchange, fax extension, metropolitan area, metro, msa, time in session
"""

_GERMAN: Final = """
email: e mail adresse, email adresse, e mail geschäftlich, geschäftliche e mail, mailadresse, emailadresse, e mail adressen, primäre e mail
email: e mail dienstlich, haupt e mail, e mail kontakt, kontakt e mail, elektronische post, primäre e mail adresse, dienstliche e mail
first_name: vorname, rufname, vornamen, kontakt vorname, vorname ansprechpartner, ansprechpartner vorname, vorname kontakt
last_name: nachname, familienname, zuname, nachnamen, kontakt nachname, nachname ansprechpartner, ansprechpartner nachname
full_name: vollständiger name, name vollständig, ansprechpartner, kontaktname, vor und nachname, vorname nachname, vorname name, kontaktperson
full_name: ansprechpartner name, name ansprechpartner, ganzer name, anzeigename, name kontakt, angezeigter name, ansprechpartnerin, voller name
full_name: vor nachname, name vorname, nachname vorname, name kontaktperson, teilnehmername, kontakt name, gesamtname, interessent
?customer: kunde, kundenname
salutation: anrede, anredeform, briefanrede, anrede titel, begrüßung
-: akademischer titel, akad titel, akademischer grad, titel akademisch
title: berufsbezeichnung, position im unternehmen, stellenbezeichnung, jobtitel, jobbezeichnung, position funktion, funktion position
title: job titel, berufliche position, funktion im unternehmen, tätigkeitsbezeichnung, arbeitsplatz titel, dienststellung
~title: funktion, stelle, rolle, tätigkeit, beruf, job
department: abteilung, abt, fachbereich, abteilungsname, abteilungen
~department: bereich, geschäftsbereich
mobile_phone: mobil, mobiltelefon, handy, mobilnummer, handynummer, mobilfunk, mobiltelefonnummer, telefon mobil, mobilfunknummer
mobile_phone: mobil geschäftlich, tel mobil, mobile nummer, mobiltelefon geschäftlich, handy nr, mobil nr, mobiltel, mobil telefon, natel
work_phone: telefon geschäftlich, telefon geschäft, geschäftlich telefon, telefon büro, geschäftstelefon, telefon dienstlich, diensttelefon
work_phone: telefon arbeit, durchwahl, telefonnummer geschäftlich, tel geschäftlich, telefon firma direkt, bürotelefon, telefon dienst
~work_phone: telefon, telefonnummer, tel nr, telefon nr, rufnummer, festnetz, festnetznummer, telefon 1, fon, telefon festnetz, fernsprecher
~work_phone: haupttelefon, primäres telefon, kontakttelefon, telefonnr, tel nummer, telefonnummern
home_phone: telefon privat, telefon zuhause, privattelefon, privat telefon, telefonnummer privat, tel privat, telefon privat 1, telefon zu hause
fax: faxnummer, fax geschäftlich, fax nr, telefaxnummer, fax büro, fax geschäft, faxnr, fax dienstlich, telefax nr
company: firma, unternehmen, firmenname, unternehmensname, organisation name firma, firmenbezeichnung, name firma, firma name, arbeitgeber
company: name unternehmen, organisationsname, unternehmen organisation, firma organisation, unternehmensbezeichnung, firma unternehmen
company: firma institution, name des unternehmens, kunde firma, firma 1, betrieb, gesellschaft, firmierung, unternehmen name
~company: account name firma, institution firma, konto name, kundenfirma, verein, einrichtung, organisationen
industry: branche, industriezweig, wirtschaftszweig, industrie, geschäftszweig, branchenbezeichnung, branchen, wirtschaftsbereich
~industry: sektor, gewerbe
website: webseite, webseite url, internetseite, internet, internetadresse, webadresse, web adresse, firmenwebseite, webpräsenz
website: firmenhomepage, url website firma, webauftritt, website adresse, website firma, unternehmenswebsite, homepage firma
linkedin_url: linkedin profil, linkedin profil url, linkedin seite profil
employee_count: mitarbeiter, mitarbeiterzahl, anzahl mitarbeiter, mitarbeiteranzahl, beschäftigte, anzahl beschäftigte, unternehmensgröße
employee_count: firmengröße, zahl der mitarbeiter, anzahl der beschäftigten, anzahl angestellte, anzahl der angestellten, größe unternehmen
employee_count: mitarbeiter anzahl, betriebsgröße, beschäftigtenzahl, anzahl mitarbeitende, mitarbeitende, angestellte
annual_revenue: jahresumsatz, umsatz, umsatz pro jahr, umsatz in eur, umsatz eur, jährlicher umsatz, umsatz jahr, jahreseinnahmen
annual_revenue: jahreserlös, firmenumsatz, unternehmensumsatz, umsatz jährlich
address1: straße, strasse, str, straße hausnummer, straße nr, straße hausnr, adresszeile 1, anschrift zeile 1, adresse 1, straße 1
address1: straße geschäftlich, adresse straße, adresse zeile 1, strassenname, straßenname, anschrift straße, adresszeile1, hausanschrift
address1: straße und nr, geschäftlich straße, adresszeile, straße nummer, straße haus nr, straße und hausnummer
~address1: postanschrift, postadresse, vollständige adresse
address2: adresszusatz, adresszeile 2, adresse 2, straße 2, straße 2 geschäftlich, anschrift zeile 2, zusatz, adresse zeile 2, adresszusatz 1
address2: straße geschäftlich 2, anschriftzusatz, anschriftenzusatz, zusatz adresse
city: stadt, ort, wohnort, ortschaft, ort geschäftlich, stadt ort, ort stadt, adresse ort, firmensitz ort, adresse stadt, gemeinde, ortsname
state: bundesland, region geschäftlich, kanton, bundesland kanton, bundesstaat, bundesland region, bundesland provinz, bundesland geschäftlich
state: bundesland bezirk, provinz, staat bundesland, region bundesland, adresse bundesland, bundesstaat provinz, staat provinz
postal_code: plz, postleitzahl, postleitzahl geschäftlich, adresse plz, adresse postleitzahl, postlz, post leitzahl, p l z
country: land, land region, staat land, länder, adresse land, land geschäftlich, ländername, länderkennzeichen land, land name, land region geschäftlich
~country: ländercode, länderkürzel, landeskennzeichen, landescode, länderkennzeichen, landkürzel
language: sprache, bevorzugte sprache, sprachen, korrespondenzsprache, muttersprache, sprachcode, kommunikationssprache
notes: notizen, notiz, bemerkung, bemerkungen, anmerkung, anmerkungen, interne notizen, interne notiz
~notes: beschreibung, kommentar, kommentare, nachricht, mitteilung, ihre nachricht, freitext, hinweise, hinweis, anfrage, ihre anfrage
rating: bewertung, lead bewertung, einstufung
campaign: kampagne, kampagnenname, name kampagne, werbekampagne, marketingkampagne, kampagnen
source: quelle, lead quelle, leadquelle, herkunft, leadherkunft, lead herkunft, kontaktquelle, ursprüngliche quelle, interessentenquelle
source: wie haben sie von uns erfahren…, wie sind sie auf uns aufmerksam geworden…, lead ursprung, herkunft lead, quelle lead, akquisequelle
~source: ursprung
created_at: erstellt am, erstellt, erstelldatum, erstellungsdatum, angelegt am, anlagedatum, datum der erstellung, erstellungszeitpunkt
created_at: angelegt, erzeugt am, erfasst am, erfassungsdatum, erstellungszeit, datum erstellt, neuanlage am, erzeugt
~created_at: registriert am, registrierungsdatum, anmeldedatum, eingangsdatum, zeitstempel, anmeldung am, hinzugefügt am, angemeldet am
~created_at: eingegangen am, übermittelt am, gesendet am, datum anmeldung, datum hinzugefügt, bestelldatum, registrierungszeit, eintragsdatum
status: lead status name, leadstatus, kontaktstatus, interessentenstatus
external_id: externe id, lead nr, datensatz id, leadnummer, kontaktnummer, lead nummer, externe kennung, datensatznummer, externe nummer
external_id: kontakt nr, fremdschlüssel, kontakt id, eindeutige id, kennung, externer schlüssel
~external_id: kundennummer, kunden nr, referenz, referenznummer, kundennr, teilnehmernummer
partner_name: vertriebspartner, händler, fachhändler, wiederverkäufer, partnername, vertriebspartner name, partnerfirma, handelspartner
partner_name: händlername, partnerunternehmen, zugewiesener partner, partner firma, zuständiger partner, fachhandelspartner, partner händler
partner_name: name partner, name des partners, betreuender partner, systemhaus, vertragshändler, partner unternehmen, channelpartner
partner_id: partnernummer, partner nr, händlernummer, partnerkennung, händler nr, vertriebspartner nr, partnercode, händler id
partner_id: vertriebspartnernummer, partnerkürzel
lead_score: lead punktzahl, punktzahl, leadscore, leadpunkte, lead punkte, leadscoring
do_not_contact: nicht kontaktieren, keine werbung, abgemeldet, werbesperre, kontaktsperre, keine e mails, kontakt nicht erwünscht, kein kontakt
do_not_contact: keine e mail, keine e mails senden, newsletter abgemeldet, e mail abgemeldet, gesperrt werbung, werbung gesperrt
~do_not_contact: nicht anrufen, kein anruf, keine anrufe
!do_not_contact: werbeeinwilligung, marketing einwilligung, einwilligung werbung, einwilligung marketing, werbung erlaubt, kontakt erlaubt
!do_not_contact: newsletter einwilligung werbung, werbeerlaubnis, einwilligung kontaktaufnahme, e mail einwilligung, kontaktaufnahme erlaubt
+me: kontakt, haupt, primär, primäre, primärer, primäres, teilnehmer, interessenten, person, standard, besucher, leads, ansprech, direkte
+work: geschäftlich, geschäft, dienstlich, büro, arbeit, beruflich, dienst, geschäftliche, geschäftlicher, berufliche, geschäfts, arbeits
+home: privat, zuhause, private, privater, privates, zu hause, persönlich, persönliche, wohn
+firm: firmen, unternehmens, zentrale, hauptsitz, firmenzentrale, firmensitz
+bill: rechnung, rechnungsadresse, rechnungs, rechnungsanschrift, abrechnung
+mail: post, postalisch, briefpost
+other: weitere, andere, weiterer, weiteres, zweite, alternative, sonstige, lieferadresse, liefer, zusätzliche, anderer, zweiter, alternativ
+other: weiteres telefon, abweichende, anderes, zweites, lieferanschrift, versand, sekundäre, sekundär, sonstiges
-: letzte, letzter, letztes, geändert, geändert am, änderungsdatum, zuletzt geändert, zuletzt geändert am, geändert von, erstellt von, besitzer
-: zuständig, betreuer, geburtstag, geburtsdatum, geschlecht, kinder, ehepartner, ehefrau, weitere vornamen, zweiter vorname, mittelname
-: spitzname, typ, grund, anzahl, datum, uhrzeit, verkäufer, vertriebsmitarbeiter, zugewiesen an, zugewiesen, bearbeiter, assistent
-: assistentin, vorgesetzter, postfach, jahrestag, kategorien, kategorie, gruppe, verkaufschance, betrag, währung, produkt, phase, team
-: kontonummer, ust id, steuernummer, handelsregister, gegründet, gründungsjahr, initialen, namenszusatz, namensuffix, vertriebsteam, einwilligung
-: einwilligungsdatum, datenschutz, e mail status, e mail typ, autotelefon, rückmeldung, vertraulichkeit, priorität, wahrscheinlichkeit
-: telefon assistent, name assistent, reisekilometer, konto, regierungsnr, standort, benutzer 1, verantwortlicher, verantwortlich, stichwörter
"""

_FRENCH: Final = """
email: courriel, adresse e mail, adresse email, adresse courriel, adresse électronique, courrier électronique, adresse mail, mél
email: e mail professionnel, email professionnel, adresse de messagerie, messagerie, mail professionnel, adresse e mail professionnelle
email: adresse email professionnelle, courriel professionnel, adresse de courriel, email pro, adresse de courrier électronique, mail pro
email: email principal, e mail principal, adresse de courrier
first_name: prénom, prénoms, prénom du contact, prénom contact, prénom usuel
last_name: nom de famille, nom famille, nom patronymique, nom du contact famille, patronyme
full_name: nom complet, nom et prénom, prénom et nom, nom du contact, nom prénom, nom prénoms, nom contact, nom affiché, nom participant
full_name: nom interlocuteur, interlocuteur, nom à afficher, personne de contact, personne contact, contact principal, nom et prénoms
?customer: nom du client, nom client
salutation: civilité, titre de civilité, titre civilité, formule de politesse, salutations d'usage, civilité titre
title: intitulé du poste, titre du poste, poste occupé, titre professionnel, titre fonction, fonction titre, fonction dans l'entreprise
title: intitulé de poste, titre de poste, titre emploi, poste fonction, fonction poste, fonction occupée, intitulé poste, poste actuel
~title: fonction, poste, métier, profession fonction, emploi
department: département service, nom du service
?service: service, services
?department: département, departamento, dipartimento
mobile_phone: portable, téléphone portable, téléphone mobile, tél mobile, numéro de portable, tél portable, mobile professionnel, n de portable
mobile_phone: numéro de mobile, n mobile, tel portable, numéro de téléphone portable, numéro de téléphone mobile, cellulaire
mobile_phone: n de mobile, téléphone cellulaire, gsm, numéro mobile, portable professionnel, portable pro, num portable, n portable
work_phone: téléphone bureau, téléphone professionnel, tél bureau, téléphone du bureau, téléphone travail, tél professionnel, ligne directe
work_phone: téléphone au bureau, téléphone pro, téléphone travail direct, tel bureau, tel pro, numéro professionnel, numéro de téléphone professionnel
~work_phone: téléphone, numéro de téléphone, n de téléphone, tél, téléphone fixe, téléphone principal, numéro téléphone, fixe, n téléphone
~work_phone: tél fixe, n tél, téléphone 1, num téléphone, téléphone de contact, téléphone contact, coordonnées téléphoniques
home_phone: téléphone domicile, tél domicile, téléphone personnel, téléphone à domicile, tél personnel, domicile, tel domicile, téléphone privé
fax: télécopie, numéro de fax, fax bureau, télécopieur, télécopie bureau, n de fax, numéro de télécopie, fax professionnel, numéro de télécopieur
company: société, entreprise, raison sociale, nom de l'entreprise, nom de la société, nom entreprise, nom société, compagnie, société entreprise
company: entreprise société, nom de la compagnie, dénomination sociale, nom de l'organisation, employeur, nom de compte, nom du compte
company: organisme, établissement, nom organisation, société organisation, nom de l'établissement, entreprise organisation, nom compte
~company: enseigne, structure, nom commercial, association
industry: secteur d'activité, secteur activité, secteur, branche d'activité, activité secteur, secteur industriel, domaine d'activité
website: site web, site internet, page web, site internet url, adresse web, adresse du site, adresse du site web, url du site, url du site web
website: site web entreprise, url site web, site web de l'entreprise, site internet de l'entreprise, site entreprise
linkedin_url: profil linkedin, url linkedin, lien linkedin, url du profil linkedin, compte linkedin, adresse linkedin
employee_count: effectif, nombre d'employés, nombre de salariés, effectifs, nb salariés, nb employés, taille de l'entreprise, employés, salariés
employee_count: nombre employés, taille entreprise, nombre salariés, nombre de collaborateurs, nb de salariés, nombre d'employé, taille société
annual_revenue: chiffre d'affaires, ca annuel, chiffre affaires, revenu annuel, chiffre d'affaires annuel, revenus annuels, ca entreprise
annual_revenue: ca eur, chiffre affaires eur
address1: adresse 1, rue, rue bureau, adresse ligne 1, numéro et rue, n et rue, adresse ligne1, rue 1, ligne d'adresse 1, rue adresse, adresse rue
address1: nom de rue, adresse postale ligne 1, voie, libellé voie, numéro et nom de rue, rue numéro, adresse de rue
~address1: adresse postale, adresse complète
address2: adresse 2, rue 2, adresse ligne 2, complément d'adresse, complément adresse, rue 2 bureau, ligne d'adresse 2, complément, rue bureau 2
address2: adresse complément, rue suite, adresse suite
city: ville, ville bureau, commune, localité, adresse ville, ville commune, ville localité, nom de la ville
state: région département, département ou région, dép région, dép région bureau, état province, province état, région adresse, adresse région
state: état région, région état, province région, adresse état, état ou province, région province, province ou état, adresse province, dep region
postal_code: code postal, code postal bureau, cp, adresse code postal, c p, code postal ville, zip code postal
country: pays, pays bureau, pays région, pays région bureau, adresse pays, nom du pays, pays région adresse, pays de résidence
~country: code pays, code du pays, code iso pays
language: langue, langue préférée, langues, langue de correspondance, langue parlée, langue de communication, langue maternelle
notes: remarque, remarques, note interne, notes internes, observations, observation, annotations
~notes: commentaire, commentaires, votre message, message demande, descriptif, demande, votre demande, précisions
rating: évaluation, notation, évaluation lead
campaign: campagne, nom de la campagne, campagne marketing, nom campagne, nom de campagne, campagnes
source: origine, source du prospect, origine du contact, origine du lead, source du contact, provenance, origine de la piste, source piste
source: comment avez vous entendu parler de nous…, comment nous avez vous connu…, source du lead, source de la piste, origine prospect
source: source prospect, origine contact, origine lead, origine du prospect, origine piste, comment nous avez vous connus…
created_at: créé le, date de création, créé, créée le, date création, date de créa, crée le, création le, heure de création, date et heure création
~created_at: date d'inscription, inscrit le, horodateur, horodatage, date d'ajout, ajouté le, date d'enregistrement, date de soumission
~created_at: date d'envoi, soumis le, date inscription, date ajout, date de la commande, date d'entrée, date de réception, enregistré le
status: statut, statut du prospect, statut du lead, statut de la piste, statut du contact, statut lead, statut prospect, état du prospect
external_id: id externe, identifiant, identifiant externe, n de contact, numéro de lead, référence externe, identifiant unique, id contact
external_id: identifiant du lead, identifiant contact, identifiant du contact, identifiant prospect, id prospect, id lead, id unique
~external_id: n client, numéro client, référence, numéro d'inscription, numéro de client, référence client, identifiant client
partner_name: partenaire, revendeur, distributeur, nom du partenaire, nom du revendeur, concessionnaire, partenaire commercial, intégrateur
partner_name: nom partenaire, nom revendeur, partenaire assigné, revendeur agréé, partenaire attribué, partenaire revendeur, société partenaire
partner_name: nom du distributeur, partenaire affecté, partenaires
partner_id: id partenaire, code partenaire, numéro partenaire, code revendeur, identifiant partenaire, n partenaire, numéro de partenaire
partner_id: identifiant du partenaire, référence partenaire, id revendeur, numéro revendeur, code distributeur, id du partenaire
lead_score: score du lead, score du prospect, score prospect, score piste, score lead total, scoring
do_not_contact: ne pas contacter, désabonné, désinscrit, opposition, ne pas solliciter, opposition marketing, stop email, ne pas envoyer d'e mail
do_not_contact: refus de contact, ne plus contacter, désinscrit email, désabonné e mail, ne pas envoyer d'email, ne pas contacter par e mail
~do_not_contact: ne pas appeler, ne pas téléphoner
!do_not_contact: consentement marketing, accepte le marketing, consentement email, accepte d'être contacté, accord marketing, abonné, optin email
!do_not_contact: accepte emails, consentement commercial, accepte les e mails, accepte de recevoir des emails, accord de contact
+me: principal, principale, participant, interlocuteurs, piste, pistes, participants, inscrit, contact principal de, direct ligne
+work: professionnel, professionnelle, bureau, travail, pro, prof
+home: domicile rue, personnel, personnelle, privé, privée, perso
+firm: siège, siège social, standard téléphonique, de la société, standard entreprise
+bill: facturation, facturer
+other: autre, autres, secondaire, livraison, deuxième, supplémentaire, expédition, seconde, alternatif, autre adresse
-: dernier, dernière, modifié, modifié le, date de modification, modifié par, créé par, propriétaire, responsable, commercial, vendeur, assigné à
-: deuxième prénom, second prénom, suffixe, surnom, initiales, date de naissance, anniversaire, conjoint, conjointe, enfants, sexe, genre
-: assistant nom, type de, motif, raison, date, heure, statut email, statut e mail, catégories, catégorie, groupe, opportunité
-: montant, devise, produit, produits, étape, siret, siren, tva, numéro tva, code naf, naf, ape, code ape, équipe, équipe commerciale
-: attribué à, affecté à, mis à jour, mise à jour, boîte postale, bp, consentement, rgpd, effectif tranche, probabilité, priorité, étiquettes
-: revenu espéré, revenu attendu, type email, type e mail, nom de l'assistant, téléphone assistant, téléphone de l'assistant, téléavertisseur
"""

_SPANISH: Final = """
email: correo electrónico, correo, dirección de correo electrónico, dirección de correo, correo e, email trabajo, correo electrónico trabajo
email: dirección de email, correo electrónico principal, e mail de trabajo, correo electrónico del trabajo, dirección correo, mail de contacto
email: correo corporativo, correo electrónico corporativo, correo de contacto, dirección electrónica, correos electrónicos, correo principal
email: correo electrónico de contacto, dirección e mail, dirección email, correo electrónico de trabajo, email de contacto, email corporativo
first_name: nombre de pila, primer nombre, nombres, nombre contacto pila, nombre de contacto pila
last_name: apellido, apellidos, primer apellido, apellido paterno, apellidos contacto, apellido contacto, apellido s
full_name: nombre completo, nombre y apellidos, nombre del contacto, nombre de contacto, nombre y apellido, nombre contacto, persona de contacto
full_name: nombre para mostrar, nombre apellidos, nombre apellido, nombres y apellidos, persona contacto, nombre completo contacto, nombre mostrado
full_name: contacto principal, nombre persona contacto
?customer: nombre del cliente, nombre cliente, cliente
salutation: tratamiento, saludo, trato, título de cortesía, tratamiento cortesía, saludos
title: cargo, puesto, puesto de trabajo, título profesional, cargo puesto, título del trabajo, cargo en la empresa, título del puesto
title: puesto trabajo, título de trabajo, nombre del puesto, cargo actual, denominación del puesto, puesto cargo, título laboral, cargo laboral
~title: posición, ocupación, función, rol, profesión cargo
department: depto, área departamento, departamento área, departamento de empresa, dpto, departamentos
mobile_phone: móvil, teléfono móvil, celular, número de móvil, teléfono celular, tel móvil, número móvil, nº móvil, número de celular, tel celular
mobile_phone: número de teléfono móvil, número celular, móvil trabajo, telefono movil celular, número de teléfono celular, n de móvil, n móvil
work_phone: teléfono trabajo, teléfono del trabajo, teléfono oficina, teléfono de la oficina, teléfono de trabajo, teléfono profesional
work_phone: tel trabajo, teléfono directo, teléfono laboral, teléfono empresarial, teléfono de oficina, tel oficina, telefono comercial
~work_phone: teléfono, número de teléfono, teléfono fijo, nº de teléfono, teléfono principal, teléfono de contacto, tel fijo, teléfono contacto
~work_phone: teléfono 1, n de teléfono, teléfonos, fijo, número telefónico, número teléfono, num telefono
home_phone: teléfono particular, teléfono casa, teléfono de casa, teléfono domicilio, teléfono personal, tel casa, tel particular, teléfono privado
fax: número de fax, fax del trabajo, fax trabajo, nº de fax, fax oficina, fax de trabajo, telefax trabajo
company: empresa, compañía, nombre de la empresa, razón social, organización, nombre empresa, sociedad, nombre de la compañía, empresa organización
company: nombre de empresa, compañía empresa, nombre de la organización, nombre compañía, nombre organización, empresa compañía, nombre de compañía
company: nombre de cuenta, nombre de la cuenta, empresa nombre, nombre comercial empresa, empleador, nombre cuenta
~company: institución, entidad, negocio, nombre comercial
industry: sector de actividad, sector industrial, giro, giro comercial, rubro, actividad económica, ramo de actividad, sector empresarial
industry: industria, sector empresa, sector económico
website: sitio web, página web, web empresa, dirección web, sitio de internet, url del sitio web, sitio web empresa, página de internet, url sitio web
website: página web empresa, sitio web de la empresa, web de la empresa, pagina internet, sitio web url, pagina inicio
linkedin_url: perfil de linkedin, perfil linkedin, url de linkedin, enlace linkedin, enlace de linkedin, url del perfil de linkedin
employee_count: número de empleados, empleados, nº de empleados, cantidad de empleados, n empleados, tamaño de la empresa, num empleados
employee_count: tamaño empresa, plantilla, número empleados, número de trabajadores, total de empleados, no de empleados, nro de empleados
annual_revenue: ingresos anuales, facturación anual, volumen de negocio, ventas anuales, facturación anual eur, ingreso anual, volumen negocio
annual_revenue: volumen de negocios, ingresos anuales empresa, volumen de ventas
address1: calle, dirección 1, calle del trabajo, línea de dirección 1, calle y número, dirección línea 1, calle 1, domicilio calle, calle número
address1: calle trabajo, dirección calle, calle dirección, dirección de la calle, calle y nº, dirección postal línea 1, línea dirección 1
address1: nombre de la calle, dirección de calle
~address1: dirección postal, dirección completa
address2: calle 2, dirección 2, línea de dirección 2, calle 2 del trabajo, complemento de dirección, dirección línea 2, calle del trabajo 2, calle2
address2: línea dirección 2, dirección complementaria, dirección adicional
city: ciudad, ciudad de trabajo, localidad, población, municipio, ciudad del trabajo, ciudad población, dirección ciudad, población ciudad
city: ciudad trabajo, ciudad localidad, ciudad dirección
state: provincia, estado provincia, provincia estado, provincia o estado del trabajo, estado o provincia, provincia o estado, comunidad autónoma
state: provincia región, dirección provincia, dirección estado, provincia trabajo, región provincia, región estado, estado región
state: estado o provincia de trabajo, estado departamento, entidad federativa, provincia comunidad
postal_code: código postal, código postal del trabajo, cód postal, dirección código postal, código zip, cp código postal, codigo de postal
country: país, país del trabajo, país o región del trabajo, país región, país trabajo, dirección país, país residencia, país o región, nombre del país
country: nombre país, país de residencia, país o región trabajo
~country: código de país, código país, cód país
language: idioma, idioma preferido, lengua, idiomas, idioma de comunicación, idioma de preferencia, idioma contacto
notes: notas, observaciones, nota, notas internas, anotaciones
~notes: comentarios, descripción, mensaje, comentario, su mensaje, consulta, tu mensaje, mensaje o comentario
rating: valoración, calificación, puntuación rating
campaign: campaña, nombre de la campaña, campaña de marketing, nombre campaña, nombre de campaña, campañas
source: origen, fuente, origen del lead, fuente del lead, origen del contacto, procedencia, fuente de lead, origen cliente potencial, origen contacto
source: cómo nos conoció…, cómo se enteró de nosotros…, toma de contacto, fuente del contacto, fuente de contacto, fuente original, origen del prospecto
source: cómo supo de nosotros…, cómo conoció…, cómo se enteró…, cómo nos conociste…, fuente del cliente potencial, origen del cliente potencial
source: fuente del prospecto, origen lead, fuente lead, fuente de cliente potencial, origen prospecto, origen de iniciativa
created_at: creado, creado el, fecha de creación, fecha creación, creado en, fecha creado, fecha y hora de creación, fecha alta creación, hora de creación
~created_at: fecha de alta, fecha de registro, registrado el, marca temporal, fecha de inscripción, fecha de envío, añadido el, fecha registro
~created_at: fecha alta, fecha añadido, fecha inscripción, enviado el, fecha de ingreso, fecha de solicitud, hora de registro, fecha envío
status: estatus, estado del lead, estado del prospecto, estado del cliente potencial, estado lead, estado del contacto, situación
status: estado cliente potencial, estatus lead, estado del candidato, estado de prospecto
external_id: id externo, identificador, identificador externo, id del lead, id de contacto, id de registro, número de lead, id cliente potencial
external_id: id del contacto, id único, identificador único, clave externa, id de lead, id contacto, id de prospecto
~external_id: referencia, número de cliente, nº cliente, id de cliente, número de referencia, código de cliente, código cliente
partner_name: socio, socio comercial, distribuidor, revendedor, nombre del socio, concesionario, mayorista, partner asignado, socio de canal
partner_name: nombre del distribuidor, nombre del partner, nombre socio, socio asignado, empresa colaboradora, socio de negocio, canal distribuidor
partner_name: nombre del revendedor, distribuidor asignado, nombre distribuidor, nombre partner, integrador
partner_id: id de socio, código de socio, código de distribuidor, id socio, código del distribuidor, número de socio, id del socio, código partner
partner_id: código distribuidor, id del partner, id partner, id distribuidor, código socio, código del partner, número de partner
lead_score: puntuación, puntuación del lead, puntaje, puntuación lead, puntaje del lead, puntuación de clientes potenciales, puntuación prospecto
do_not_contact: no contactar, dado de baja, no enviar correo, no desea contacto, no enviar correos, baja publicidad, no enviar publicidad
do_not_contact: no enviar emails, no enviar email, baja de correo, baja newsletter email, desuscrito, rehusar e mail, rehusar correo
~do_not_contact: no llamar, no telefonear, no molestar
!do_not_contact: consentimiento marketing, acepta publicidad, acepta marketing, suscrito, consentimiento comercial, consentimiento de marketing
!do_not_contact: acepta ser contactado, permiso de contacto, acepta comunicaciones comerciales, acepta recibir publicidad
+me: contacto, principales, asistente evento, prospecto, primario, primaria, cliente potencial, persona, contactos, potencial
+work: trabajo, oficina, profesional, laboral, corporativo
+home: casa, particular, privado, hogar
+firm: sede, sede central, matriz, centralita
+bill: facturación, fiscal, factura
+other: otro, otra, otros, alternativo, secundario, envío, secundaria, alternativa, segundo, segunda, adicional, alterno
-: último, última, modificado, fecha de modificación, modificado por, creado por, propietario, responsable de, vendedor, asignado, asignado a
-: segundo nombre, sufijo, apodo, iniciales, fecha de nacimiento, cumpleaños, aniversario, cónyuge, hijos, sexo, género, comercial asignado
-: tipo, motivo, fecha, hora, categorías, categoría, grupo, oportunidad, importe, moneda, producto, productos, etapa, nif, cif, rfc
-: nit, rut, equipo, equipo de ventas, apartado postal, apartado de correos, segundo apellido, apellido materno, consentimiento, actualizado
-: ingresos esperados, ingresos estimados, probabilidad, prioridad, etiquetas, comercial responsable, iniciativa, asistente, usuario asignado
"""

_ITALIAN: Final = """
email: indirizzo e mail, indirizzo email, posta elettronica, indirizzo di posta elettronica, indirizzo mail, email lavoro, e mail lavoro
email: email aziendale, indirizzo posta elettronica, email ufficio, indirizzo e mail principale, e mail aziendale, email principale
first_name: nome di battesimo, nome contatto battesimo, nome proprio
last_name: cognome, cognome contatto, cognomi, cognome del contatto
full_name: nome completo, nome e cognome, nome contatto, nome del contatto, cognome e nome, nominativo, referente, persona di riferimento
full_name: nome visualizzato, nome cognome, cognome nome, nome referente, nominativo contatto, persona di contatto, contatto principale
?customer: nome cliente, nome del cliente
salutation: appellativo, formula di saluto, saluto, forma di cortesia, titolo di cortesia, saluti
title: qualifica, posizione lavorativa, mansione, titolo professionale, ruolo aziendale, titolo lavorativo, posizione in azienda, titolo di lavoro
title: ruolo in azienda, posizione aziendale, titolo lavoro, qualifica professionale, posizione di lavoro
~title: ruolo, posizione, carica, professione ruolo, funzione, incarico
department: reparto, ufficio reparto, settore reparto, divisione, dipartimento aziendale, nome reparto
mobile_phone: cellulare, telefono cellulare, numero cellulare, cell, numero di cellulare, tel cellulare, telefono mobile, cellulare lavoro
mobile_phone: cellulare aziendale, telefonino, numero di telefono cellulare, n cellulare, numero mobile
work_phone: telefono ufficio, telefono lavoro, tel ufficio, telefono uff, tel uff, telefono aziendale, telefono diretto, tel lavoro
work_phone: numero ufficio, telefono dell'ufficio, telefono di lavoro
~work_phone: telefono, numero di telefono, telefono fisso, n telefono, numero telefono, recapito telefonico, telefono principale, n di telefono
~work_phone: tel fisso, telefono contatto, numero telefonico, recapiti telefonici, telefono di contatto, numeri di telefono
home_phone: telefono casa, telefono abitazione, tel abitazione, telefono ab, tel ab, abitazione, telefono personale, telefono privato, tel casa
fax: numero fax, fax ufficio, fax uff, numero di fax, n fax, fax lavoro, fax aziendale
company: azienda, società, nome azienda, ragione sociale, nome società, ditta, impresa, organizzazione, nome dell'azienda, denominazione sociale
company: azienda società, nome della società, nome organizzazione, società azienda, nome account azienda, nome ditta, datore di lavoro
company: nome impresa, ente azienda, nome dell'organizzazione, nome account
~company: ente, denominazione
industry: settore, settore di attività, settore industriale, comparto, settore merceologico, ramo d'attività, settore attività, industria settore
industry: settore industria, settore azienda
website: sito web, sito internet, sito, pagina web, indirizzo web, sito aziendale, url sito web, sito web aziendale, url sito, sito web azienda
linkedin_url: profilo linkedin, url linkedin profilo, link linkedin profilo, link profilo linkedin, url profilo linkedin
employee_count: dipendenti, numero dipendenti, numero di dipendenti, n dipendenti, nr dipendenti, dimensione azienda, dimensioni azienda
employee_count: addetti, numero addetti, n di dipendenti, dimensione aziendale, numero impiegati, impiegati, dimensioni dell'azienda
annual_revenue: fatturato, fatturato annuo, ricavi annui, fatturato annuale, ricavi annuali, entrate annuali, fatturato eur, ricavo annuale
annual_revenue: entrate annue, reddito annuale azienda, fatturato azienda, volume d'affari, fatturato annuo eur
address1: via, via uff, indirizzo 1, indirizzo riga 1, riga indirizzo 1, via e numero civico, via ufficio, indirizzo via, via piazza, via numero
address1: via indirizzo, strada, via 1, indirizzo linea 1, indirizzo civico, indirizzo e numero civico, via e numero
~address1: indirizzo postale, indirizzo completo
address2: indirizzo 2, via 2, indirizzo riga 2, riga indirizzo 2, via uff 2, via 2 uff, indirizzo linea 2, indirizzo aggiuntivo, via2
address2: indirizzo supplementare, dettagli indirizzo, presso
city: città, comune, località, città uff, città ufficio, città comune, indirizzo città, città località, comune città, paese città
state: provincia stato, provincia uff, regione provincia, prov, stato provincia, stato provincia regione, provincia regione, sigla provincia
state: indirizzo provincia, indirizzo stato, stato federale, stato o provincia, provincia ufficio, stato regione, provincia o stato
state: provincia di residenza
~state: regione
postal_code: cap, codice postale, codice di avviamento postale, cap uff, c a p, indirizzo cap, cap codice postale, codice avviamento postale
postal_code: cap ufficio, codice zip, indirizzo codice postale, codice postale uff
country: paese, nazione, paese uff, stato paese, paese area geografica, paese regione, nazione paese, paese nazione, indirizzo paese, nazione uff
country: paese area geografica uff, paese di residenza, indirizzo nazione, nome paese, paese ufficio
~country: codice paese, codice nazione, sigla paese
language: lingua, lingua preferita, lingue, lingua di comunicazione, lingua parlata, lingua di corrispondenza
notes: annotazioni, note interne, appunti, note aggiuntive
~notes: descrizione, commenti, messaggio, osservazioni note, commento, il tuo messaggio, richiesta, note e commenti, vostro messaggio, osservazioni
rating: valutazione, giudizio
campaign: campagna, nome campagna, campagna marketing, nome della campagna, campagna di marketing
source: fonte, origine lead, fonte lead, provenienza, origine contatto, fonte contatto, origine del contatto, fonte del lead, origine del lead
source: come ci hai conosciuto…, come ci ha conosciuto…, come ha saputo di noi…, come sei venuto a conoscenza…, come ci avete conosciuto…, fonte originale
source: sorgente, fonte del contatto, sorgente lead, provenienza lead, canale di provenienza
created_at: creato il, data creazione, data di creazione, creato, creata il, data e ora di creazione, data ora creazione, data inserimento
created_at: data di inserimento, ora di creazione
~created_at: data registrazione, data di registrazione, data iscrizione, informazioni cronologiche, data invio, data di iscrizione, registrato il
~created_at: aggiunto il, data aggiunta, data di invio, inviato il, data ordine, iscritto il, data acquisizione
status: stato lead, stato del lead, stato contatto, stato del contatto, stato prospect, stato potenziale
external_id: id esterno, identificativo, codice esterno, id lead esterno, identificativo esterno, id contatto, identificativo univoco, codice lead
external_id: id univoco, codice contatto, codice identificativo
~external_id: riferimento, codice cliente, numero cliente, numero riferimento
partner_name: rivenditore, concessionario, distributore, nome partner, nome rivenditore, agente partner, partner assegnato, partner commerciale
partner_name: nome del partner, rivenditore assegnato, nome distributore, azienda partner, nome del rivenditore, partner di canale, partner rivenditore
partner_id: id partner assegnato, codice partner, codice rivenditore, numero partner, id rivenditore, codice distributore, codice del partner
partner_id: identificativo partner, codice concessionario
lead_score: punteggio, punteggio lead, punteggio del lead, punteggio contatto, punti lead
do_not_contact: non contattare, disiscritto, no marketing email, cancellato newsletter, non inviare email, non ricontattare, non inviare e mail
do_not_contact: rifiuto email, rifiuta email, non desidera essere contattato, disiscritto email, rinuncia email
~do_not_contact: non chiamare, non telefonare
!do_not_contact: consenso marketing, accetta marketing, iscritto newsletter marketing, consenso al marketing, consenso commerciale
!do_not_contact: consenso email marketing, accetta comunicazioni, consenso contatto, iscritto, consenso a fini di marketing
+me: contatto, principale, partecipante, referenti, lead contatto, potenziale, contatti, primaria
+work: uff, lavoro, ufficio, aziendale, professionale, lavorativo
+home: ab, casa abitazione, personale, abitativo, residenza, privato abitazione
+firm: dell azienda, sede legale, centralino
+bill: fatturazione
+other: altro, altra, secondario, alternativo altro, spedizione, secondo, seconda, aggiuntivo, consegna, altri
-: ultimo, ultima, data modifica, modificato il, modificato da, creato da, proprietario, venditore, assegnato a, secondo nome, suffisso
-: soprannome, iniziali, data di nascita, compleanno, anniversario coniuge, coniuge, figli, sesso, genere, motivo, conteggio, ora
-: categorie, gruppo, opportunità, importo, valuta, prodotto, prodotti, fase, partita iva, p iva, codice fiscale, casella postale, consenso
-: titolo straniero, data ultima modifica, ultima modifica, responsabile, commerciale assegnato, assegnato, assistente, privacy consenso
-: codice destinatario, codice sdi, pec, probabilità, priorità, ricavi previsti, team di vendita, addetto vendite, squadra, etichette, iva
"""

_DUTCH: Final = """
email: e mailadres, emailadres, zakelijk e mailadres, mailadres, e mail adres, e mail werk, primair e mailadres, werk e mail
email: zakelijk e mail, zakelijke e mail, e mailadressen, e mailadres werk, zakelijk emailadres, e mail zakelijk, primaire e mail
first_name: voornaam, roepnaam, voornamen, voornaam contactpersoon, contact voornaam
last_name: achternaam, familienaam, achternamen, achternaam contactpersoon, contact achternaam
full_name: volledige naam, contactpersoon, naam contactpersoon, voor en achternaam, voornaam achternaam, naam contact, contactnaam, weergavenaam
full_name: naam van contactpersoon, primair contact, voornaam en achternaam, contact naam
?customer: klantnaam, naam klant, klant
salutation: aanhef, aanspreekvorm, aanspreektitel, aanspreking, begroeting
title: functietitel, functienaam, functieomschrijving, baantitel, werkfunctie, functie titel, beroep functie
~title: functie, beroep, functies
department: afdeling, afd, afdelingen, afdelingsnaam
mobile_phone: mobiel, mobiele telefoon, mobiel nummer, mobiele nummer, telefoon mobiel, gsm nummer, mobiel telefoonnummer, mobieltje, 06 nummer
mobile_phone: mobiele telefoon werk, mobiele telefoonnummer, mobiele tel, tel mobiel, gsmnummer, zakelijk mobiel
work_phone: telefoon werk, telefoon op werk, zakelijke telefoon, telefoon zakelijk, werktelefoon, doorkiesnummer, telefoonnummer werk
work_phone: zakelijk telefoonnummer, telefoon kantoor, tel werk, tel zakelijk, telefoonnummer zakelijk, kantoortelefoon, direct nummer
~work_phone: telefoon, telefoonnummer, tel nr telefoon, telefoon nummer, telefoonnr, vaste telefoon, telefoon vast, vast nummer
~work_phone: primaire telefoon, hoofdtelefoon, vast telefoonnummer, vaste lijn, telefoonnummers
home_phone: telefoon thuis, telefoon privé, privételefoon, telefoon op thuisadres, thuistelefoon, tel thuis, tel privé, privé telefoon
fax: faxnummer werk, fax op werk, fax zakelijk, fax kantoor
company: bedrijf, bedrijfsnaam, organisatie, naam bedrijf, organisatienaam, onderneming, bedrijf organisatie, naam organisatie, werkgever
company: naam van bedrijf, bedrijfs naam, firmanaam, accountnaam, naam account, naam onderneming, organisatie bedrijf
~company: instelling, relatie bedrijf
industry: bedrijfstak, sector branche, branche sector, bedrijfssector, industrietak
website: webpagina, website bedrijf, webadres, internetadres, web pagina, internetpagina, bedrijfswebsite, websiteadres
linkedin_url: linkedin profiel, linkedin profiel url
employee_count: aantal werknemers, werknemers, aantal medewerkers, medewerkers, bedrijfsgrootte, bedrijfsomvang, personeelsaantal, aantal personeelsleden
employee_count: aantal fte, grootte bedrijf, grootte van het bedrijf, omvang bedrijf
annual_revenue: jaaromzet, omzet, jaarlijkse omzet, omzet per jaar, jaarlijkse inkomsten, jaarlijks inkomen bedrijf, omzet eur
address1: straat, straat en huisnummer, adresregel 1, adres 1, werkadres straat, straat huisnummer, straatnaam, adres straat, adres regel 1
address1: adreslijn 1, straat werk, straat 1, straat en nummer, straat nummer, straatnaam en huisnummer, straatadres
~address1: postadres, volledig adres
address2: straat 2, adresregel 2, adres 2, werkadres straat 2, adres regel 2, adreslijn 2, werkadres 2 straat, adrestoevoeging, toevoeging adres
city: plaats, woonplaats, werkadres plaats, plaatsnaam, vestigingsplaats, adres plaats, stad plaats, plaats stad, stad, adres stad, plaats werk
state: provincie, werkadres provincie, provincie staat, staat provincie, provincie regio, adres provincie, provincie werk, regio provincie
state: deelstaat, deelstaat provincie, adres staat
postal_code: postcode werk, werkadres postcode, adres postcode
country: land regio, werkadres land, werkadres land regio, adres land, land werk, landnaam
~country: landcode
language: taal, voorkeurstaal, talen, taalvoorkeur, correspondentietaal, communicatietaal
notes: notities, opmerking, opmerkingen, aantekeningen, notitie, interne notities, interne notitie
~notes: omschrijving, beschrijving, bericht, toelichting, uw bericht, commentaar, uw vraag, vraag, opmerkingen vragen, vragen opmerkingen
rating: beoordeling, waardering
campaign: campagnenaam, naam campagne, marketingcampagne, naam van campagne
source: bron, leadbron, herkomst, bron van lead, lead bron, hoe heeft u ons gevonden…, hoe heeft u van ons gehoord…, oorspronkelijke bron
source: hoe kent u ons…, herkomst lead, bron lead, hoe bent u bij ons…, leadherkomst
created_at: aangemaakt op, aanmaakdatum, gemaakt op, datum aangemaakt, aangemaakt, datum gemaakt, gecreëerd op, aanmaaktijd, creatiedatum
created_at: gemaakt, datum aanmaak, datum van aanmaak, aanmaakmoment, gecreëerd
~created_at: tijdstempel, registratiedatum, datum registratie, inschrijfdatum, geregistreerd op, toegevoegd op, datum toegevoegd, ingediend op
~created_at: aanmelddatum, inzenddatum, datum inschrijving, datum aanmelding, verzonden op, besteldatum
external_id: extern id, externe referentie, extern nummer, leadnummer extern, unieke id, extern kenmerk
~external_id: klantnummer, referentie, klantcode, referentienummer, relatienummer, kenmerk
partner_name: wederverkoper, naam partner, partnernaam, dealernaam, verkooppartner, naam dealer, reseller naam, partnerbedrijf
partner_name: toegewezen partner, naam van partner, naam reseller, partner bedrijf, resellernaam
partner_id: partnernummer dealer, partner nummer, dealernummer, dealercode, resellernummer
lead_score: leadscore score
do_not_contact: niet contacteren, afgemeld, niet mailen, uitgeschreven, geen contact opnemen, geen e mail, niet e mailen, geen e mails
do_not_contact: geen reclame, niet benaderen, geen e mails sturen, afgemeld voor e mail, afgemeld e mail
~do_not_contact: niet bellen
!do_not_contact: toestemming marketing, marketingtoestemming, mag gemaild worden, ingeschreven nieuwsbrief, toestemming e mail, toestemming contact
!do_not_contact: mag benaderd worden, e mail toestemming, marketing toestemming
+me: deelnemer, hoofd, primair, contactpersonen, klanten, bezoeker, relatie, standaard primair, primaire
+work: werk, werkadres, zakelijk, kantoor, zakelijke
+home: thuis, privé, thuisadres, huisadres, prive adres
+firm: bedrijfs, hoofdkantoor, hoofdvestiging
+bill: factuur, factuuradres, facturatie
+other: ander, anders, secundair, afleveradres, tweede, alternatief, overig, ander adres, aflever, verzendadres, extra alternatief, secundaire
-: laatste, laatst gewijzigd, gewijzigd, gewijzigd op, gewijzigd door, gemaakt door, aangemaakt door, eigenaar, verkoper, toegewezen aan
-: middelste naam, tweede voornaam, tussenvoegsel, achtervoegsel, voorletters, initialen persoon, geboortedatum, verjaardag, geslacht, kinderen
-: echtgenoot, echtgenote, aantal, datum, tijd, categorieën, groep, verkoopkans, bedrag, valuta, product productnaam, producten, fase, btw nummer
-: btw, kvk, kvk nummer, postbus, jubileum, bijnaam, toestemming, bijgewerkt, accountmanager, verantwoordelijke, toegewezen, assistent naam
-: verwachte omzet, kans, verkoopteam, prioriteit, naam assistent, huisnummer, toevoeging, laatste wijziging, wijzigingsdatum
"""

_PORTUGUESE: Final = """
email: endereço de e mail, endereço de email, correio eletrônico, correio electrónico, e mail comercial, e mail corporativo, endereço e mail
email: e mail profissional, endereço eletrônico, e mail principal, e mail do contato, e mail de trabalho, email profissional, endereço email
email: endereço de correio eletrónico, correio eletrónico, email corporativo, email comercial, e mail de contato, email do contato
email: email do contacto, endereço de correio eletrônico, email de contacto
first_name: primeiro nome, nome próprio primeiro, nome primeiro, nome de batismo, prenome, primeiro nome contato, nome(s) próprio(s)
last_name: sobrenome, último nome, apelido, nome de família, apelidos família, sobrenomes, apelido último nome, sobrenome contato, apelidos nome
full_name: nome do contato, nome do contacto, nome e sobrenome, pessoa de contato, nome contato, nome contacto, pessoa de contacto
full_name: nome sobrenome, nome de exibição, nome e apelido, contato principal, nome do participante, nome para exibição, nome do contato principal
full_name: contacto principal nome
?customer: nome do cliente
salutation: tratamento, saudação, forma de tratamento, pronome de tratamento, título de cortesia tratamento, saudações
title: cargo função, título do cargo, cargo na empresa, cargo ocupado, cargo profissional, título profissional cargo, cargo atual, nome do cargo
title: título do trabalho, função cargo, título de trabalho, posição de trabalho, posto de trabalho, cargo do contato
~title: função, posição, ocupação, profissão cargo
department: setor departamento, depto departamento, departamento setor
mobile_phone: telefone celular, celular comercial, telemóvel, telemovel, número do celular, celular whatsapp, tel celular comercial
mobile_phone: número de telemóvel, telefone móvel, nº telemóvel, número celular comercial, número de celular comercial, celular com ddd
mobile_phone: número do telemóvel, telefone telemóvel, número de telefone celular, telefone celular com ddd
work_phone: telefone comercial, telefone do trabalho, telefone profissional, telefone trabalho, telefone da empresa direto, telefone do escritório
work_phone: telefone escritório, telefone de trabalho, número de telefone comercial, tel comercial, telefone corporativo
~work_phone: telefone, número de telefone, telefone fixo, telefone principal, telefone de contato, telefones, número do telefone, telefone contato
~work_phone: telefone com ddd, telefone de contacto, fone, nº de telefone, telefone 1, numero telefone
home_phone: telefone residencial, telefone de casa, telefone casa, telefone particular, telefone pessoal, telefone da residência, tel residencial
fax: fax comercial, número de fax comercial, número do fax, fax profissional, fax do trabalho
company: nome da empresa, nome empresa, organização, razão social, nome da organização, companhia, empresa organização, empregador
company: nome da companhia, nome da conta, instituição empresa, empresa instituição, organização empresa, nome organização, nome da instituição
~company: instituição, entidade patronal, nome fantasia
industry: ramo de atividade, segmento, indústria, setor, setor de atividade, sector de actividade, segmento de mercado, ramo, área de atuação
industry: ramo de atuação, segmento de atuação, setor da empresa, segmento da empresa, atividade econômica, sector atividade
website: site da empresa, página da web, página web, endereço do site, web site da empresa, sítio web, site web, página na web, url do site
website: website da empresa, página da internet, sítio da web, página pessoal da web
linkedin_url: perfil do linkedin, perfil no linkedin, url do linkedin, link do linkedin, url do perfil do linkedin, linkedin do contato
employee_count: número de funcionários, funcionários, nº de funcionários, tamanho da empresa, quantidade de funcionários, número de colaboradores
employee_count: número de empregados, empregados, colaboradores, total de funcionários, porte da empresa, qtd de funcionários, porte
annual_revenue: receita anual, faturamento anual, faturamento, facturação anual empresa, faturação anual, volume de negócios anual, receita
annual_revenue: volume de negócios, receitas anuais, vendas anuais, rendimento anual empresa, receita anual da empresa
address1: rua, logradouro, endereço 1, rua do endereço comercial, linha de endereço 1, endereço linha 1, rua endereço, morada 1
address1: endereço rua, rua e número, rua comercial, rua número, endereço comercial rua, linha de morada 1, morada linha 1, morada rua, avenida rua
address1: rua do trabalho
~address1: endereço completo, morada completa, endereço postal, morada postal
address2: complemento, endereço 2, linha de endereço 2, endereço linha 2, rua 2, rua 2 do endereço comercial, morada 2, rua do endereço comercial 2
address2: complemento endereço, endereço complemento, morada linha 2, linha de morada 2, complemento do endereço
city: cidade, município, cidade do endereço comercial, localidade cidade, cidade município, endereço cidade, cidade endereço, cidade comercial
city: cidade localidade, concelho
state: província, estado do endereço comercial, uf, estado uf, distrito, província estado, estado província, província distrito, uf estado
state: endereço estado, estado distrito, unidade federativa, estado endereço, estado comercial, estado ou província, distrito região
postal_code: cep, código postal morada, cep do endereço comercial, código de endereçamento postal, endereço cep, cep código postal, código postal cep
postal_code: código postal do endereço comercial, endereço código postal
country: país do endereço comercial, país região do endereço comercial, endereço país, país endereço, nome do país, país comercial
~country: código do país
language: idioma preferido contato, língua, línguas, língua preferida, idioma do contato, idioma de preferência do contato
notes: anotação, notas e observações, observação, obs, anotações gerais
~notes: descrição, mensagem, comentário contato, sua mensagem, comentários gerais, dúvida, dúvidas, a sua mensagem, deixe sua mensagem
rating: classificação, avaliação
campaign: campanha, nome da campanha, campanha de marketing, campanhas, nome campanha
source: origem, fonte do contato, origem do contato, origem lead, como nos conheceu…, como soube de nós…, origem do contacto, como ficou sabendo…
source: como conheceu…, como ouviu falar…, origem da lead, fonte original do contato, origem do cliente potencial, canal de origem, fonte da lead
source: fonte de lead, origem do prospecto, fonte do prospecto
created_at: criado em, data de criação, criado, data criação, criada em, criado a, data da criação, data e hora de criação, hora de criação
created_at: data hora criação, data de cadastramento
~created_at: data de cadastro, carimbo de data hora, data de registro, data de registo, data de inscrição, data do cadastro, cadastrado em
~created_at: registrado em, data de envio, data cadastro, data da conversão lead, enviado em, adicionado em, data inscrição, registado em, inscrito em
status: situação, status do lead, estado da lead, status da lead, situação do lead, status do contato, estado do contacto
external_id: id externo contato, identificador do lead, código do lead, id do contato, código externo, id do contacto
~external_id: código do cliente, número do cliente, referência, número de referência
partner_name: parceiro, revenda, nome do parceiro, parceiro de negócios, revendedor autorizado, nome da revenda, distribuidora, parceiro comercial
partner_name: parceiro atribuído, canal parceiro, parceiro de canal, nome parceiro, parceiro de vendas, nome do revendedor parceiro, concessionária
partner_id: código do parceiro, id do parceiro, código da revenda, id parceiro, código parceiro, número do parceiro, código do revendedor, id da revenda
partner_id: identificador do parceiro
lead_score: pontuação, pontuação do lead, pontuação da lead, pontuação de lead, pontuação lead
do_not_contact: não contatar, descadastrado, não contactar, não enviar e mail, não enviar email, não enviar e mails, cancelou inscrição, não entrar em contato
do_not_contact: descadastrado e mail, não deseja contato, não enviar emails, recusar e mail
~do_not_contact: não ligar, não telefonar, não perturbe
!do_not_contact: aceita receber e mails, aceita marketing contato, consentimento de marketing email, inscrito, aceita contato, aceita receber comunicações
!do_not_contact: aceita comunicações, aceita receber emails
+me: contato, participantes, inscritos, cliente contato, contactos principais, prospect contato
+work: comercial, profissional, escritório, corporativa, trabalho comercial
+home: residencial, pessoal, casa residencial
+firm: da matriz, matriz
+bill: cobrança, faturamento endereço, endereço de cobrança
+other: outro, outra, outros, secundário, entrega, segundo telefone, secundária, adicionais, endereço de entrega
-: último contato, última modificação, modificado em, alterado em, atualizado em, criado por, proprietário, vendedor responsável, responsável, usuário
-: segundo nome meio, nome do meio, sufixo, iniciais, data de nascimento, aniversário, cônjuge, filhos, gênero, tipo de, quantidade
-: categorias, oportunidade, valor, moeda, produto interesse, etapa, estágio, cnpj, cpf, nif empresa, caixa postal, bairro, equipe, atribuído a
-: consentimento lgpd, lgpd, inscrição estadual, inscrição municipal, ramal, tags contato, atualizado, prioridade, probabilidade
-: receita esperada, funil, vendedor, comercial vendedor, equipa
"""

_JAPANESE: Final = """
email: メールアドレス, 電子メール, 電子メール アドレス, eメール, eメールアドレス, メール, 電子メールアドレス, e メール アドレス, 会社メールアドレス, メアド
email: 勤務先メールアドレス, ビジネスメール, 会社のメールアドレス, 連絡先メールアドレス, メール アドレス
first_name: 名, 名前 名, ファーストネーム, お名前 名, 氏名 名, 名 漢字, 下の名前, ファースト ネーム
last_name: 姓, 名前 姓, 苗字, 名字, お名前 姓, 氏名 姓, ラストネーム, 姓 漢字, 氏, ラスト ネーム
full_name: 氏名, お名前, フルネーム, 担当者名, 姓名, ご担当者名, 連絡先名, 担当者氏名, 氏名 漢字, ご氏名, 担当者様名, お客様氏名, 表示名, 参加者名
full_name: ご担当者様名, フル ネーム, お客様名
?name: 名前
?customer: 顧客名, 取引先担当者名
salutation: 敬称, 肩書き敬称
title: 役職, 職位, 肩書き, 役職名, ご役職, 職種, 肩書, 職名
department: 部署, 部署名, 所属部署, 所属部署名, 部門, 部門名, 所属, ご部署, ご所属, 部署 部門
mobile_phone: 携帯電話, 携帯番号, 携帯, 携帯電話番号, 携帯 電話, モバイル, 携帯電話 番号
work_phone: 会社電話, 会社電話番号, 勤務先電話番号, 勤務先電話, 会社 電話番号, 直通電話, 会社の電話番号, 直通電話番号, 勤務先 電話番号, 会社電話 1
~work_phone: 電話番号, 電話, 固定電話, お電話番号, tel 電話番号, 代表電話, 電話 番号, 代表電話番号, 連絡先電話番号, 固定電話番号, 電話番号 1
home_phone: 自宅電話番号, 自宅電話, 自宅 電話番号, 自宅の電話番号, 自宅 電話
fax: ファックス, 会社 ファックス, fax番号, ファクス, 会社fax, ファックス番号, ファクシミリ, 勤務先fax, 会社ファックス, ファックス 番号
company: 会社名, 会社, 企業名, 貴社名, 御社名, 勤務先, 法人名, 組織名, 取引先名, 勤務先名, 会社 団体名, 組織, 団体名, 取引先, 会社名 団体名, 企業
company: 会社名 組織名, 会社名 漢字, 社名, 勤務先会社名, 取引先企業名, 所属企業, 所属会社, 所属組織
industry: 業種, 業界, 産業, 産業分類, 業種名, 業種 業界
website: ウェブサイト, webサイト, ホームページ, web ページ, 会社url, サイトurl, ホームページurl, ウェブ サイト, webページ, 企業サイト, サイト
website: web サイト, ホームページアドレス, ウェブページ
linkedin_url: linkedinプロフィール, リンクトイン, linkedin プロフィール
employee_count: 従業員数, 社員数, 従業員規模, 企業規模, 従業員, 会社規模
annual_revenue: 年間売上, 売上高, 年商, 年間売上高, 売上, 年間収益, 年間売り上げ
address1: 番地 会社, 住所1, 番地, 町名 番地, 町名番地, 町名 番地 会社, 住所 番地, 住所 番地 会社, 町域 番地, 丁目番地, 町名・番地, 所在地, 市区町村以降, 通り
~address1: ご住所, 住所全体
address2: 建物名, 住所2, 番地 会社 2, ビル名, 建物名 部屋番号, マンション名, 住所 2, 建物, 建物名等, 番地 2
city: 市区町村, 市町村, 市区郡, 市区町村 会社, 都市, 市, 市区, 市町村区, 市区郡 会社
state: 都道府県, 都道府県 会社, 県, 州, 都道府県 州, 州 都道府県, 都道府県名, 都道府県 地域
postal_code: 郵便番号, 郵便番号 会社, 〒, 郵便 番号
country: 国, 国名, 国 会社, 国 地域, 国 地域 会社, 国籍 国, 国 地域名
~country: 国コード
language: 言語, 使用言語, 希望言語, 優先言語
notes: 備考, メモ, ノート, 備考欄
~notes: コメント, お問い合わせ内容, 説明, ご質問, 詳細, お問合せ内容, ご要望, メッセージ, 内容, 問い合わせ内容, 自由記入, 特記事項
rating: 評価, 格付け, 確度
campaign: キャンペーン, キャンペーン名, 主キャンペーン, キャンペーン ソース
source: リードソース, 流入元, 獲得元, リード ソース, 何で知りましたか, 情報源, リード元, 獲得経路, 流入経路, ソース, きっかけ, どこで知りましたか, 認知経路
source: 参照元, ご来場のきっかけ
created_at: 作成日, 作成日時, 登録日, 登録日時, 作成, 作成時刻
~created_at: タイムスタンプ, 送信日時, 回答日時, 申込日時, 追加日, 申込日, お申込み日, 受付日時, 送信日, 受付日, 取得日, 回答日
status: ステータス, リードステータス, 状況, 進捗状況, 状態, リード状況, リード ステータス, 進捗ステータス
external_id: 外部id, リードid, 顧客id, コンタクトid, 外部 id, 連絡先id, レコードid, リード id, 識別子, 管理番号
~external_id: 顧客番号, 会員番号, お客様番号, 受付番号, 会員id
partner_name: パートナー名, 代理店, 販売店, 代理店名, 販売代理店, 販売店名, 特約店, 販売パートナー, 販売代理店名, パートナー企業, パートナー会社名
partner_name: 担当代理店, 担当パートナー, 取扱店, 取扱代理店, パートナー企業名
?partner: パートナー
partner_id: パートナーid, 代理店コード, パートナーコード, 代理店id, 販売店コード, パートナー id, パートナー番号, 代理店番号
lead_score: スコア, リードスコア, リード スコア, 合計スコア
do_not_contact: メール配信停止, 連絡不可, 配信停止, メール配信除外, 連絡禁止, メール拒否, 配信拒否, メール送信除外, オプトアウト, メールオプトアウト, 配信解除
~do_not_contact: 電話不可, 電話禁止, 電話連絡不可
!do_not_contact: メール配信許可, オプトイン, メール配信同意, メルマガ購読, メール受信許可, メール許諾, 配信希望, メール配信希望, メールオプトイン, 配信許可
+me: 担当者, 連絡先, リード, 参加者, 見込み客, ご担当者, 申込者, 担当者様, お客様
+work: 会社用, ビジネス, 仕事, 職場, オフィス
+home: 自宅, 個人, プライベート
+bill: 請求先, 請求
+other: その他, 予備, 配送先, 送付先, 第2, サブ
+firm: 本社
-: 更新日, 更新日時, 最終更新日, 最終更新者, 作成者, 所有者, 担当営業, 営業担当, 性別, 生年月日, 誕生日, フリガナ, ふりがな, カナ, 姓 フリガナ
-: 名 フリガナ, セイ, メイ, ミドル ネーム, ミドルネーム, 配偶者, 子供, 種別, 種類, 区分, 理由, 件数, 金額, 商談, 商品, 製品, 導入時期, 予算, 年齢
-: 氏名 カナ, 氏名 フリガナ, 会社名 カナ, 会社名 フリガナ, 趣味, 記念日, ニックネーム, よみがな, 読み, よみ, 国籍, 日付, 時間, 最終更新日時, カテゴリ
-: 最終, 最終更新, 更新, 優先度, 担当, 営業, 確率, 同意, 個人情報, 私書箱, 秘書, 上司, 内線, タグ, 所有者名, 最終更新者名
"""

_BESIDE: Final = """
+firm: company, account, organization, organisation, employer, firm, org, company name, entity, institution, firma
+firm: unternehmen, organisation name, société, entreprise, compagnie, empresa, compañía, organización, azienda, società, ditta
+firm: bedrijf, organisatie, organização, 会社, 勤務先, 企業, impresa, account name, companhia, betrieb
+me: contact, customer, client, kunde, cliente, klant, leads contact, profile owner, primary contact, customer client, ansprechpartner
+me: contactpersoon, interessent, interlocuteur, job
+home: home, domicile, abitazione, wohnort
+name: name, names, naam, nom, nome, nombre, 名前, 名
+url: url, link, links, profile url, profile, profile link, web, webseite, website, site
+address: address, addr, adresse, direccion, indirizzo, endereco, adres, location, anschrift, 住所, dirección postal, domicilio
+address: postal address, mailing address, physical address, endereço comercial, morada, address formatted, location address
+number: number, numbers, no, nr, numero, nummer, 番号, n
"""

_AMBIGUOUS: Final = """
?name: nom, nome, nombre, naam
?home: home
"""

ALIASES: Final = "".join(
    (
        _LITTLE,
        _ENGLISH,
        _GERMAN,
        _FRENCH,
        _SPANISH,
        _ITALIAN,
        _DUTCH,
        _PORTUGUESE,
        _JAPANESE,
        _AMBIGUOUS,
        _BESIDE,
    )
)
"""
Every phrase of every language, a meaning a line.
"""
