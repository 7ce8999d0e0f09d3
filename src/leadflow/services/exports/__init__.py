"""
Exports: a list of leads as rows of texts, as a file, and as mail with a link.
"""
