"""Ten archive files on three Dask workers, of which a worker, the scheduler or the command itself is killed.

python -m tests.dask_trial --files 10 --pages 150        reread, archive verify and ledger rebuild
"""
