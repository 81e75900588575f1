"""Run `python -m pocli` as `po`."""

from pocli.app import script

if __name__ == "__main__":
    script()
