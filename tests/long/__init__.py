"""Long checks, by `make long` and `make trial`: what a few seconds do not show. Not part of `make test`."""
