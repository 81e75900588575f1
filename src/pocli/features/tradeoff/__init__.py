"""What does it cost to do something now?"""
