"""
Mail that sums up: daily digests, and one mail for the leads of an import.
"""
