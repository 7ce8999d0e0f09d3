"""
What a caller sees of a lead: its page, its history and its forms.
"""
