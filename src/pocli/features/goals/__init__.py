"""Are we on the way to the Product Goals?"""
