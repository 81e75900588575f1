"""Is the backlog sound?"""
