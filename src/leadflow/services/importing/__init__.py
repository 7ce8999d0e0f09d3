"""
Imports: chunk by chunk, previewed, continued, judged again and undone.
"""
