"""
Importing: a file of leads becomes drafts, a plan, and a report.
"""
