"""What stands behind the names of `import shengmei`: pages, a store, an index, an export."""
