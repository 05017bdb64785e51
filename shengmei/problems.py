"""What can go wrong that a person can mend: one line that says what to do, and the exit code it ends with."""

from __future__ import annotations


class Problem(Exception):
    """Said to the user as it stands, without a traceback; `exit_code` is the command's (docs/search.md)."""

    exit_code = 3


class UsageProblem(Problem):
    """The call is wrong: an unknown site, an option that makes no sense, a query that does not parse."""

    exit_code = 2


class IncompleteProblem(Problem):
    """The work was done in part: what is missing is named, and nothing kept is lost."""

    exit_code = 4
