"""A month of a fictional brokerage: clean records of every type, and the plants that break them one rule at a time."""
