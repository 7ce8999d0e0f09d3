"""
Attachments: checked, scanned, and saved as files.
"""
