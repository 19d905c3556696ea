"""One submission becomes a report for each of its exercises: hidden suites, verdicts, diagnoses."""
