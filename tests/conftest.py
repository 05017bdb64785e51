"""Settings of all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# No test depends on speed: a busy machine must not fail one for being slow.
settings.register_profile("shengmei", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shengmei")
# Of `make mutants`: the same few examples for each of some thousand mutants.
settings.register_profile(
    "mutants", parent=settings.get_profile("shengmei"), max_examples=5, derandomize=True
)
