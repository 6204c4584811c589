"""Write what a ``values.py`` holds beside it, once for a version of skcore: ``python write.py path/to/values.py``.

The file is a real old one from then on, and is never written again.
"""

import runpy
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import skcore

script = Path(sys.argv[1])
skcore.dump(
    runpy.run_path(str(script))["VALUES"],
    script.with_name(f"{version('skcore')}.skc").open("xb"),
    compression=zipfile.ZIP_DEFLATED,
)
