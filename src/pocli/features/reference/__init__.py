"""What may a file say, and what do the rules mean?"""
