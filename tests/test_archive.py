"""Honest archives, of every size and method, are read; buffers cannot lie elsewhere than their sizes say."""

from __future__ import annotations

import io
import itertools
import random
import zipfile

import pytest
from helpers import Member, archive, header, padded, to_json

import skcore
from skcore import memory, unpacking
from skcore.archive import Archive
from skcore.limits import Limits

PACKED = (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


@pytest.mark.parametrize("method", PACKED)
@pytest.mark.parametrize("piece", [1, 7, 64])
def test_streams_of_every_length_end_where_they_should(method, piece, monkeypatch):
    # A stream's last bytes, such as LZMA's end mark, may stand in a piece of their own.
    monkeypatch.setattr(unpacking, "_PIECE", piece)
    for size in range(0, 130, 1 if piece == 64 else 8):
        content = random.Random(size).randbytes(size)
        assert skcore.loads(skcore.dumps(content, compression=method)) == content


def test_buffers_never_overlap_nor_leave_data():
    sizes = [0, 1, 63, 64, 65, 2**20 - 1, 2**20, 2**20 + 1]
    for chosen in itertools.product(sizes, repeat=3):
        buffers = [bytes([index + 1]) * size for index, size in enumerate(chosen)]
        data = padded(buffers)
        schema = to_json(header([], buffers))
        file = archive([Member(b"data", data), Member(b"schema.json", schema)])
        views = memory.read(Archive(io.BytesIO(file), Limits()), chosen)
        # What is read of each is its own bytes, and what is written to one is in no other.
        assert [bytes(view) for view in views] == buffers
        for index, view in enumerate(views):
            view[:] = bytes([100 + index]) * len(view)
        assert [bytes(view) for view in views] == [bytes([100 + i]) * size for i, size in enumerate(chosen)]


@pytest.mark.parametrize("sizes", [[1], [64, 64, 1], [129], [0, 64], [128, 1], [], [200, -72], [2**64, 128 - 2**64]])
def test_buffers_that_do_not_fill_data_are_refused(sizes):
    file = archive([Member(b"data", bytes(128)), Member(b"schema.json", to_json({**header([]), "buffers": sizes}))])
    with pytest.raises(skcore.InvalidFileError, match=r"do not fill data exactly|negative size|malformed"):
        skcore.loads(file)
