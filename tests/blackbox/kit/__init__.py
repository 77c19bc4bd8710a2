"""What the black-box tests stand on: a running server, clients in every body form, the contract as data."""
