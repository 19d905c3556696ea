"""Hand-ins are graded when they arrive: `chainrule watch`.

arrivals    what lies in the exchange and in `submitted/`, and whether it is whole
quota       how many an hour, and when the next one's turn is
ledger      what has been taken and given back, on disk: a restart goes on where the last run ended
collecting  out of the exchange into `submitted/`
returning   pages to where their student finds them
rounds      one round: look, take, grade, give back
loop        round after round, until a signal says stop
"""
