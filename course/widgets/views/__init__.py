"""How the explorers look: figures and the artists that move in them."""
