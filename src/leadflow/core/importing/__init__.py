"""
Importing: turns a file of leads into drafts, a plan and a report.
"""
