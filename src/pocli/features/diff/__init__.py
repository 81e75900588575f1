"""What does a change of the backlog mean?"""
