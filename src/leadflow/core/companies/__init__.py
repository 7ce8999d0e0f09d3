"""
Companies: whether two records are of one company.
"""

from leadflow.core.companies.common_free_mail import COMMON_FREE_MAIL
from leadflow.core.companies.lead_company import ACCOUNT_FIELD, COMPANY_FIELDS, PARENT_FIELD, company_of
from leadflow.core.companies.matching import CompanyEvidence, CompanyMatch, CompanyRecord, company_keys, match_companies
from leadflow.core.companies.names import company_key

__all__ = [
    "ACCOUNT_FIELD",
    "COMMON_FREE_MAIL",
    "COMPANY_FIELDS",
    "PARENT_FIELD",
    "CompanyEvidence",
    "CompanyMatch",
    "CompanyRecord",
    "company_key",
    "company_keys",
    "company_of",
    "match_companies",
]
