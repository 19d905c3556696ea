"""What makes a picture live: controls, frames, the pace at which they are drawn, and loops over time."""
