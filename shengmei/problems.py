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


def as_raised(error: BaseException) -> BaseException:
    """What a signal's handler raised, also while a module was loaded: until Python 3.12 a class whose
    attributes are being named (`cached_property`) hides all that is raised meanwhile in a RuntimeError."""
    cause = error.__cause__
    hidden = isinstance(error, RuntimeError) and cause is not None and not isinstance(cause, Exception)
    return cause if hidden and cause is not None else error
