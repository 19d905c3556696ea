"""What the lectures show: experiments that return arrays, graphs to step through, training that can be watched."""
