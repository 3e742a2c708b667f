"""``python -m checker``: the same as ``handbook``, for desks where scripts are not on the path."""

from checker.cli.main import main

if __name__ == "__main__":
    main()
