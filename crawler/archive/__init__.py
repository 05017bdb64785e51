"""The archive: every request and response as they went over the wire, in WARC 1.1 files that any tool reads.

A record is in the file and on the disk before the transaction that refers to it, so a reference always leads
to a whole record, after a power cut too; a record without a row (the process died in between) is harmless. A
torn last record is not: readers take it for whole, or stop there in silence. So before a file is appended to,
what stands behind the last whole record in it is cut off. A file that the store does not know is left alone.
"""

from crawler.archive.errors import ArchiveError
from crawler.archive.reading import read_captures
from crawler.archive.writer import Archive, RecordPosition

__all__ = ["Archive", "ArchiveError", "RecordPosition", "read_captures"]
