"""Everything that talks to other machines, and what it reads there. Nothing else opens a connection."""
