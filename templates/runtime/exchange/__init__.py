"""One call: its attempts, credentials, retries, redirects and its end. No input or output but in network.py."""
