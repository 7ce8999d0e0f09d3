"""
Private leads and contacts of a partner; the supplier sees none of them.
"""
