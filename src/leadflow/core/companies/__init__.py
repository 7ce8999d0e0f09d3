"""
Companies: whether two records are of one company.
"""

from leadflow.core.companies.matching import CompanyMatch, CompanyRecord, Evidence, company_keys, match_companies
from leadflow.core.companies.names import company_key

__all__ = ["CompanyMatch", "CompanyRecord", "Evidence", "company_key", "company_keys", "match_companies"]
