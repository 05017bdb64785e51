"""Workers against a loopback web and a PostgreSQL of their own, undisturbed and with kills, stops and cuts.

python -m tests.workers --groups 40 --each 100        1, 2 and 4 workers, then the disturbances
"""
