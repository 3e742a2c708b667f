"""SQL as values: expressions that fold and know their columns, selects over them, and the dialects that print both.

The only place where the SQL of the rules becomes text. The vocabulary is closed: :mod:`checker.sql.functions` lists every
function that a rule may use, and a dialect has one method for each word that engines spell differently.
"""
