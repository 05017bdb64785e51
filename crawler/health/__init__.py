"""How each outlet is doing, seen against its own past: counts by day in, alarms in words out.

The rules (`rules.py`, `volume.py`, `shares.py`) take counts and a day, and know neither store nor clock, so
that a simulated year can be put through them (benchmarks/health_year.py). `report.py` fetches the counts from
the store.
"""
