"""The web page: `python app.py [PRESET or config.toml]`, then open http://127.0.0.1:7860."""

import sys

from nlpkit.cli import main

if __name__ == "__main__":
    main(["serve", *(f"--config={path}" for path in sys.argv[1:])])
