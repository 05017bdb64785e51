"""A cluster of Elasticsearch nodes on loopback that lose their power, restart and run out of disk.

`make test-cluster` runs what it is for; it is no part of `make test`, for it takes three servers and minutes.
"""
