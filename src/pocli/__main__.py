"""Run `python -m pocli` as `po`."""

from pocli.app import main

if __name__ == "__main__":
    main()
