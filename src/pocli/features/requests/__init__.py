"""Who asked for what, and what did we tell them?"""
