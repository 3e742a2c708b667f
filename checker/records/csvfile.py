"""How DuckDB reads delimited text: everything said, nothing guessed."""

from __future__ import annotations

from pathlib import Path

from checker.records.store import file_argument, literal

LONGEST = 4 * 1024 * 1024  # bytes of one record; DuckDB is told twice that, for doubled quotes


def reading(path: Path, width: int, delimiter: str, skip: int, *, crlf: bool = False, parallel: bool = True) -> str:
    """A relation over a UTF-8 file with exactly ``width`` cells a record; a file that is not so raises an error.

    ``nullstr`` is a text no cell holds, so that every cell comes as it stands. The header is among the ``skip`` lines and was
    read by us: DuckDB would match it by position.
    """
    newline = literal(r"\r\n" if crlf else r"\n")
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width))
    return (
        f"read_csv({file_argument(str(path))}, auto_detect=false, header=false, skip={skip}, columns={{{columns}}}, "
        f"delim={literal(delimiter)}, new_line={newline}, quote='\"', escape='\"', comment='', "
        "strict_mode=true, null_padding=false, ignore_errors=false, encoding='utf-8', compression='none', "
        f"nullstr=['\x01\x02'], max_line_size={2 * LONGEST}, parallel={'true' if parallel else 'false'})"
    )


def physical(path: Path, skip: int, *, crlf: bool = False) -> str:
    """A relation over the lines of a UTF-8 file as they stand, in the one column c0."""
    newline = literal(r"\r\n" if crlf else r"\n")
    return (
        f"read_csv({file_argument(str(path))}, auto_detect=false, header=false, skip={skip}, columns={{'c0': 'VARCHAR'}}, "
        f"delim='\x03', new_line={newline}, quote='', escape='', comment='', strict_mode=true, ignore_errors=false, "
        f"encoding='utf-8', compression='none', nullstr=['\x01\x02'], max_line_size={2 * LONGEST})"
    )


def nothing(width: int) -> str:
    """A relation of so many cells without a row."""
    return f"(SELECT {', '.join(f'CAST(NULL AS VARCHAR) AS c{i}' for i in range(width))} WHERE FALSE)"
