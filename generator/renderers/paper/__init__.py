"""What is printed, read out or shared as a picture; made by `outreach build --extras` alone."""
