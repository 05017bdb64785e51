"""What `shengmei doctor` looks at: small functions, each one line of its report."""
