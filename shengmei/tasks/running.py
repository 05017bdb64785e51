"""What is asked for and what comes back, wherever tasks run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures import TimeoutError as NotYet
from typing import Any, Generic, TypeVar

from shengmei.problems import Problem

Item = TypeVar("Item")
Result = TypeVar("Result")
Submit = Callable[..., Future[Any]]
Explain = Callable[[BaseException], Problem | None]

_LOOK_EVERY = 2.0  # seconds after which a result that does not come is asked for why


class TasksError(Problem):
    """Tasks cannot run, or those who ran them are gone: what was done until then is kept."""


class Task(Generic[Result]):
    """A task that was asked for."""

    def __init__(self, future: Future[Result], look: Callable[[], None], explain: Explain) -> None:
        self._future, self._look, self._explain = future, look, explain

    def result(self) -> Result:
        """What the task returned, when it has; raises what it raised, and `TasksError` where those who run
        tasks are gone."""
        while True:
            try:
                return self._future.result(timeout=_LOOK_EVERY)
            except NotYet:
                if self._future.done():  # the task itself raised it
                    raise
                self._look()
            except BaseException as error:
                if (problem := self._explain(error)) is not None:
                    raise problem from error
                raise


class Tasks:
    """Runs tasks. `at_once` of them run beside each other; `far` tells that arguments and results go over a
    network."""

    def __init__(
        self,
        executor: Executor | None,
        *,
        at_once: int,
        far: bool = False,
        submit: Submit | None = None,
        look: Callable[[], None] = lambda: None,
        explain: Explain = lambda _: None,
    ) -> None:
        """`submit` instead of the executor's own; `look` raises `TasksError` where nobody runs tasks any
        more; `explain` says an executor's error as one."""
        self.at_once, self.far = at_once, far
        self._submit = submit or (executor.submit if executor is not None else _run_now)
        self._look, self._explain = look, explain

    def submit(self, function: Callable[..., Result], *arguments: Any) -> Task[Result]:
        """Asks for a task. With one process it is run before this returns."""
        try:
            return Task(self._submit(function, *arguments), self._look, self._explain)
        except Exception as error:
            if (problem := self._explain(error)) is not None:
                raise problem from error
            raise

    def in_order(
        self,
        function: Callable[..., Result],
        items: Iterable[Item],
        arguments: Callable[[Item], tuple[Any, ...]],
    ) -> Iterator[tuple[Item, Result]]:
        """Each item, in order, with what the function made of its arguments. Items are drawn as they are
        needed to keep all busy."""
        ahead: deque[tuple[Item, Task[Result]]] = deque()
        for one in items:
            ahead.append((one, self.submit(function, *arguments(one))))
            if len(ahead) >= self._most_ahead:
                item, task = ahead.popleft()
                yield item, task.result()
        while ahead:
            item, task = ahead.popleft()
            yield item, task.result()

    @property
    def _most_ahead(self) -> int:
        return 1 if self.at_once == 1 and not self.far else 2 * self.at_once


def _run_now(function: Callable[..., Result], *arguments: Any) -> Future[Result]:
    future: Future[Result] = Future()
    try:
        future.set_result(function(*arguments))
    except Exception as error:
        future.set_exception(error)
    return future
