"""
Companies: whether two records are of one company.
"""

from leadflow.core.companies.matching import CompanyEvidence, CompanyMatch, CompanyRecord, company_keys, match_companies
from leadflow.core.companies.names import company_key

__all__ = ["CompanyEvidence", "CompanyMatch", "CompanyRecord", "company_key", "company_keys", "match_companies"]
