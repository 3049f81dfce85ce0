"""What officers ask for. Only these rooms write what officers keep."""
