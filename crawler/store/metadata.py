"""What all tables of the store belong to, and their type for numbers that may grow large."""

from sqlalchemy import BigInteger, Integer, MetaData

metadata = MetaData()
# Numbers of changes and captures, places in files. SQLite's integers are as long as they must be, and only a
# key of that very type counts by itself.
BIG = BigInteger().with_variant(Integer(), "sqlite")
