"""What a write to the ledger changes besides the rows it writes: which prints are common now, and which
articles may belong to another story, or have another role in it.

Their ids stand in the table `unrecorded` until their stories are written into the store
(indexer/copies/recording.py). A superset is harmless: what is as before is not written again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from indexer.copies.kinds import COMMON_WEEKS
from indexer.copies.ledger.databases import LedgerConnection
from indexer.copies.ledger.fingerprint_index import FingerprintIndex
from shengmei.timezone import SHANGHAI

_Week = tuple[int, int]  # year and week


@lru_cache(maxsize=4096)  # prints of one text come at few times
def _week(at: str) -> _Week:
    """Of a time as the ledger writes it."""
    return datetime.fromisoformat(at).astimezone(SHANGHAI).isocalendar()[:2]


class WriteEffects:
    """Of one transaction. `printed` and `printed_no_more` are told the hashes of each text's prints."""

    def __init__(self, connection: LedgerConnection) -> None:
        self._connection = connection
        self._articles: dict[str, None] = {}
        self._printed: set[int] = set()
        self._printed_no_more: set[int] = set()

    def printed(self, hashes: Iterable[int]) -> None:
        """An article printed these, which it had not, or at another time."""
        self._printed.update(hashes)

    def printed_no_more(self, hashes: Iterable[int]) -> None:
        """An article prints these no more, or at another time."""
        self._printed_no_more.update(hashes)

    def articles(self, ids: Iterable[str]) -> None:
        """The stories of these are to be recorded. Articles connected with them by copies go with them."""
        self._articles.update(dict.fromkeys(ids))

    def flush(self) -> None:
        """Writes down which these are."""
        new = "INSERT INTO unrecorded (article) VALUES (?)"
        self._connection.run_all(new, ((one,) for one in self._articles))
        self._articles.clear()

    def texts(self, numbers: Collection[int]) -> None:
        """The same for all who print these texts."""
        rows = self._connection.among("SELECT article FROM printed WHERE text IN ({})", list(numbers))
        self.articles(row[0] for row in rows)

    def outlet(self, site: str) -> None:
        """The same for all articles of a site."""
        rows = self._connection.rows("SELECT article FROM printed WHERE site = ?", (site,))
        self.articles(row[0] for row in rows)

    def neighbours(self, text: int) -> None:
        """The same for those who are connected with a text: without it they may fall apart."""
        asked = "SELECT b FROM edges WHERE a = ? UNION SELECT a FROM edges WHERE b = ?"
        self.texts([row[0] for row in self._connection.rows(asked, (text, text))])

    def recount_common(self, prints: FingerprintIndex) -> set[int]:
        """Brings the table `common` up to date: prints of more than `COMMON_WEEKS` weeks. Where one became
        common, or is none any more, pairs of other texts may not be copies any more, or be so now: the
        texts that have it are returned."""
        touched = list(self._printed | self._printed_no_more)
        known = {
            row[0] for row in self._connection.among("SELECT hash FROM common WHERE hash IN ({})", touched)
        }
        # A further print makes no common one rare, a departure no rare one common.
        doubtful = list((self._printed - known) | (self._printed_no_more & known))
        weeks = self._weeks(prints.texts_with(doubtful))
        common = {one for one in doubtful if len(weeks[one]) > COMMON_WEEKS}
        turned = [(one,) for one in common - known]
        self._connection.run_all("INSERT INTO common VALUES (?)", turned)
        rare = [(one,) for one in (known & set(doubtful)) - common]
        self._connection.run_all("DELETE FROM common WHERE hash = ?", rare)
        crossed = [row[0] for row in (*turned, *rare)]
        touched_texts = set[int]().union(*prints.texts_with(crossed).values())
        self.texts(touched_texts)
        return touched_texts

    def _weeks(self, texts_with: Mapping[int, Sequence[int]]) -> defaultdict[int, set[_Week]]:
        """The weeks in which each of these prints was printed."""
        texts = set[int]().union(*texts_with.values())
        of_text: defaultdict[int, set[_Week]] = defaultdict(set)
        asked = "SELECT text, at FROM printed WHERE at IS NOT NULL AND text IN ({})"
        for text, at in self._connection.among(asked, list(texts)):
            of_text[text].add(_week(at))
        weeks: defaultdict[int, set[_Week]] = defaultdict(set)
        if len(set().union(*of_text.values())) <= COMMON_WEEKS:  # so none of them has more
            return weeks
        for hash_, there in texts_with.items():
            weeks[hash_].update(*(of_text[text] for text in there if text in of_text))
        return weeks
