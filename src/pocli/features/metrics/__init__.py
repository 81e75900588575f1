"""How fast are we, and what is under way?"""
