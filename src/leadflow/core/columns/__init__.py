"""
Columns: which field each header of a file means, and why.
"""
