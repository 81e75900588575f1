"""What is worth most, and why?"""
