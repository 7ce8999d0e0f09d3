"""
Mail and the pages behind its links: what they say, and to whom.
"""
