"""How much of a file is read at most: every bound in one place, with its reason."""

from __future__ import annotations

LARGEST = 2_000_000_000
"""Bytes of a file after unpacking. A registry of a whole country as CSV has about this; more is no list of one fair."""

LARGEST_MEMBER = 1_000_000_000
"""Bytes of XML in a workbook. A full sheet of 1,048,576 rows and twenty columns has about this."""

RATIO = 100
"""Unpacked bytes for each byte of a file. Lists pack 3 to 30 times, a sheet of a million formatted empty rows 20 times; a bomb 1,000 times."""

UNSUSPECTED = 50_000_000
"""Unpacked bytes below which no ratio is looked at: that much harms nobody, and a small file may pack as well as it likes."""

MOST_MEMBERS = 20_000
"""Files in an archive. Workbooks with a picture in each row have a few thousand."""

DEEPEST_ARCHIVE = 2
"""Archives within archives that are opened: a list.csv.gz in a .zip is seen, a bomb that unfolds is not followed."""

MOST_CELLS = 20_000_000
"""Cells of a sheet, filled rows times filled columns: 20 million take 160 MB before they say anything."""

MOST_TEXT = 400_000_000
"""Characters in the cells of a workbook, which are kept in memory all at once."""

LONGEST_CELL = 10_000_000
"""Characters of one cell. Excel allows 32,767; an HTML page kept in a cell has a few hundred thousand."""

LONGEST_MARK = 2_000_000
"""Bytes of one tag, comment or instruction of XML: expat scans an unfinished one anew with every piece that it is fed."""

DEEPEST_XML = 200
"""Elements within elements. Workbooks have about ten, registries' records about twenty."""

MOST_RECORDS_XML = 300_000_000
"""Bytes of a plain XML file of records, of which all is held in memory while its lists are looked for."""

ROWS, COLUMNS = 1_048_576, 16_384
"""What a sheet of today's Excel and LibreOffice holds: a cell beyond it is damage."""

CHILD_MEMORY = 1_500_000_000
"""Bytes of address space for a native reader. It bounds what a damaged length can ask for, not what a good file needs (under 300 MB)."""

CHILD_SECONDS = 60
"""Seconds for a native reader, of processor and of clock: a directory of 300 pages takes one, a full XLSB sheet ten."""
