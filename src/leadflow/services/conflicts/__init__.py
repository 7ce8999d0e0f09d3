"""
Conflicts and duplicates: who else has this prospect, and who was first.
"""
