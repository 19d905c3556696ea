"""Where student code runs: a locked process that is asked over a socket and never trusted."""
