"""Which records are there, and what do they say?"""
