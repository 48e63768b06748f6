"""The web page: `python app.py [config.toml]`, then open http://127.0.0.1:7860."""

import sys

import nlpkit
from nlpkit.server import serve

if __name__ == "__main__":
    serve(nlpkit.load(sys.argv[1] if len(sys.argv) > 1 else None))
