"""Do the inputs of the scores still hold?"""
