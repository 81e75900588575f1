"""How is a language model asked for stories that fit?"""
