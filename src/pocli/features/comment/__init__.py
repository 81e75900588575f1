"""What is said about a record?"""
