"""Hard wear: what a program meets in years, in minutes. Every command runs sealed off (`seal.py`)."""
