"""Research questions in, a website of evidence reports out."""

__version__ = "0.1.0"
