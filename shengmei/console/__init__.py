"""How every command talks to people and to programs: its options, its streams, its formats.

It stands at the bottom, below the commands of all three packages (`crawler read`, `index status` and `search`
print tables alike), and knows articles only by their written form. Import its modules, not the package: each
costs only what it uses, and `shengmei --help` must be quick.
"""
