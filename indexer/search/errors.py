"""What can go wrong with an index or a query; each message is one line that says what to do."""

from __future__ import annotations

from shengmei.problems import Problem, UsageProblem


class SearchError(Problem):
    """The index is absent, locked, foreign, newer than this program, or does not answer."""


class IndexAbsent(SearchError):
    """There is no index at the address."""


class IndexUnavailable(SearchError):
    """The index did not answer or is overloaded: the same request may succeed later."""


class IndexBusy(IndexUnavailable):
    """Another process is writing to the index just now."""


class IndexDamaged(SearchError):
    """What is kept of the index is not what was written: it is to be built anew from the store."""


class UnknownDocument(SearchError):
    """The index holds no document of this id."""


class QueryError(UsageProblem):
    """A query that does not parse; the message shows the place and says what was expected."""
