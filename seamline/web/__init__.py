"""What is served over HTTP: the door for posted events, and in time the desk."""
