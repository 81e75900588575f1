"""How much of the sprint is left?"""
