"""
The relay: claims messages, passes them to the mailer, and saves what happened to each.
"""
