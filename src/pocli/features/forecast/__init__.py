"""When will it be done?"""
