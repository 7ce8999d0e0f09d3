"""
Settings of partners, and their people: who changes what, with a timeline.
"""
