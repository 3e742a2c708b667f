"""The checks of the law and its history: one module per subject, each check a function from a Source to its problems."""
