"""What somebody hostile may write, laid into all that is read, and a browser that looks whether any of it runs."""
