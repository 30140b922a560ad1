"""WhiteNoise serving one file and nothing else: the limit of what a Python server gives.

FOLDER=/path/of/a/folder gunicorn tests.benchmarks.rivals.files:application
"""

import os

from whitenoise import WhiteNoise


def nothing(environ, start_response):
    start_response("404 Not Found", [("Content-Type", "text/plain")])
    return [b""]


application = WhiteNoise(nothing, root=os.environ["FOLDER"])
