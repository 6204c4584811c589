"""Makes the samples of this folder importable, as ``--import-mode=importlib`` does not."""

import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).parent))
