"""
What headers say in English of people and companies.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ENGLISH"]

ENGLISH: Final = """\
~email: general {email|e mail|email address|mail}, {email|e mail} general
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
full_name: first last name, first name last name, name surname, prospect name, registrant name
full_name: participant name, contact full name, delegate name, visitor name, subscriber name, recipient name
full_name: name person, primary contact name, name first last, first name surname, full contact name, respondent name
full_name: contact person, contact person name, {contact|lead|person|attendee} {full name|person|person name}
full_name: {prospect|registrant|participant|visitor|client} {full name|person|person name}, full nm
full_name: name of {contact|person|attendee|lead|visitor|participant}, first and last name, firstname lastname
full_name: contact name full, {name|full name} contact person
~full_name: lead name, user name original name, formatted name, primary contact, badge name
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
work_phone: phone {full number|number full}, full phone number
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
employee_count: {employee|employees|headcount|staff|workforce} {range|bracket|band}
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
annual_revenue: {revenue|turnover|sales|annual revenue|estimated revenue|company revenue} {range|band|bracket}
~annual_revenue: estimated revenue, approximate annual revenue, {revenue|turnover|annual revenue} {band|bracket}
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
"""
"""
English phrases, a meaning a line.
"""
