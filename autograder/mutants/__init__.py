"""The grader graded from outside: small generic changes of right solutions, and which of them a hidden suite lets pass."""
