"""What happened, what hinders, what is under way?"""
