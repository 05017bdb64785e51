"""What answers come to, doubted before it replaces what is kept."""
