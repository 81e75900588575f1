"""Which goals, when?"""
