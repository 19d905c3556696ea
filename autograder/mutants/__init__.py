"""The grader graded from outside: small changes of right solutions, and those that a hidden suite lets pass."""
