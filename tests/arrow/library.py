"""library.py - the C library through ctypes, as far as the Arrow tests need it."""
import ctypes
from ctypes import (CDLL, POINTER, Structure, byref, c_char, c_char_p, c_int32, c_int64, c_size_t,
                    c_uint32, c_void_p, py_object, pythonapi, sizeof)


class Error(Structure):
    _fields_ = [("code", c_int32), ("line", c_int32), ("column", c_int32), ("reserved", c_int32),
                ("row", c_int64), ("offset", c_int64), ("message", c_char * 224)]


class Column(Structure):
    _fields_ = [("struct_size", c_size_t), ("name", c_char_p), ("type", c_int32),
                ("scale", c_int32), ("encoding", c_int32), ("flags", c_uint32),
                ("data", c_void_p), ("heap", c_void_p), ("heap_bytes", c_int64),
                ("stride", c_int64), ("width", c_int64), ("validity", c_void_p),
                ("validity_offset", c_int64), ("states", c_void_p)]


class Batch(Structure):
    _fields_ = [("struct_size", c_size_t), ("rows", c_int64), ("first_row", c_int64),
                ("n_columns", c_int32), ("reserved0", c_int32),
                ("columns", POINTER(POINTER(Column)))]


class Options(Structure):
    _fields_ = [("struct_size", c_size_t), ("allocator", c_void_p), ("limits", c_void_p),
                ("columns", POINTER(c_char_p)), ("n_columns", c_int32), ("offset", c_int32),
                ("batch_rows", c_int32), ("flags", c_uint32)]


class MetricInfo(Structure):
    _fields_ = [("struct_size", c_size_t), ("name", c_char_p), ("label_zh", c_char_p),
                ("label_en", c_char_p), ("unit", c_char_p), ("scale", c_int32),
                ("direction", c_int32), ("min_n", c_int64)]


SKIP, ROUND, OFFSET = 1, 2, 4
EXACT, INTEGER_KEYS = 16, 32


class Failure(Exception):
    def __init__(self, error):
        super().__init__(error.message.decode())
        self.code, self.row = error.code, error.row


def load(path):
    kefu = CDLL(path)
    kefu.kefu_arrow_skipped.restype = c_char_p
    for name in ("kefu_arrow_free", "kefu_tally_free", "kefu_frame_free", "kefu_card_free",
                 "kefu_sheet_free"):
        getattr(kefu, name).argtypes = [c_void_p]
    return kefu


def call(function, *arguments):
    """A status function: its error, if there is one, is raised."""
    error = Error()
    if function(*arguments, byref(error)):
        raise Failure(error)


# ---- Capsules: how Python hands over Arrow ------------------------------------------------------

pythonapi.PyCapsule_GetPointer.restype = c_void_p
pythonapi.PyCapsule_GetPointer.argtypes = [py_object, c_char_p]
pythonapi.PyCapsule_New.restype = py_object
pythonapi.PyCapsule_New.argtypes = [c_void_p, c_char_p, c_void_p]


class Export:
    """Structs that the library fills, offered by the PyCapsule protocol."""

    def __init__(self, fill, is_stream):
        self.structs = [(c_void_p * n)() for n in ([5] if is_stream else [9, 10])]
        self.releases = [3] if is_stream else [7, 8]  # where the callback is
        fill(*self.structs)

    def __del__(self):
        for struct, at in zip(self.structs, self.releases):
            if struct[at]:
                ctypes.CFUNCTYPE(None, c_void_p)(struct[at])(ctypes.addressof(struct))
                assert not struct[at]

    def capsule(self, index, name):
        return pythonapi.PyCapsule_New(ctypes.addressof(self.structs[index]), name, None)


class ArrayExport(Export):
    def __arrow_c_array__(self, requested_schema=None):
        return self.capsule(0, b"arrow_schema"), self.capsule(1, b"arrow_array")


class StreamExport(Export):
    def __arrow_c_stream__(self, requested_schema=None):
        return self.capsule(0, b"arrow_array_stream")


# ---- In -----------------------------------------------------------------------------------------

class Reader:
    """Batches of an object that offers __arrow_c_array__ or __arrow_c_stream__."""

    def __init__(self, kefu, source, as_array=False, columns=None, flags=0, offset=0,
                 batch_rows=0):
        self.kefu, self.handle, self.source = kefu, c_void_p(), source
        names = (c_char_p * len(columns))(*[c.encode() for c in columns]) if columns else None
        options = Options(sizeof(Options), None, None, names, len(columns or ()), offset,
                          batch_rows, flags)
        get = pythonapi.PyCapsule_GetPointer
        if as_array:
            self.capsules = source.__arrow_c_array__()
            pointers = [c_void_p(get(self.capsules[0], b"arrow_schema")),
                        c_void_p(get(self.capsules[1], b"arrow_array"))]
            call(kefu.kefu_arrow_from_array, byref(options), *pointers, byref(self.handle))
        else:
            self.capsules = source.__arrow_c_stream__()
            stream = c_void_p(get(self.capsules, b"arrow_array_stream"))
            call(kefu.kefu_arrow_from_stream, byref(options), stream, byref(self.handle))

    def __iter__(self):
        batch = POINTER(Batch)()
        while True:
            call(self.kefu.kefu_arrow_next, self.handle, byref(batch))
            if not batch:
                return
            yield batch

    def skipped(self):
        names = []
        while (name := self.kefu.kefu_arrow_skipped(self.handle, len(names))) is not None:
            names.append(name.decode())
        return names

    def __del__(self):
        self.kefu.kefu_arrow_free(self.handle)


# ---- Figures ------------------------------------------------------------------------------------

class Frame:
    def __init__(self, kefu, handle):
        self.kefu, self.handle = kefu, handle

    def array(self, flags=0):
        return ArrayExport(lambda schema, array: call(self.kefu.kefu_frame_arrow, self.handle,
                                                      c_uint32(flags), schema, array), False)

    def stream(self, flags=0):
        return StreamExport(lambda stream: call(self.kefu.kefu_frame_arrow_stream, self.handle,
                                                c_uint32(flags), stream), True)

    def __del__(self):
        self.kefu.kefu_frame_free(self.handle)


def tally(kefu, reader, by, metrics):
    """The frame of a reader's rows: metrics are names and formulas."""
    handle, out = c_void_p(), c_void_p()
    call(kefu.kefu_tally_new, None, None, byref(handle))
    try:
        for column in by:
            call(kefu.kefu_tally_by, handle, column.encode())
        for name, formula in metrics.items():
            info = MetricInfo(struct_size=sizeof(MetricInfo), name=name.encode())
            call(kefu.kefu_tally_add, handle, byref(info), formula.encode())
        for batch in reader:
            call(kefu.kefu_tally_update, handle, batch)
        call(kefu.kefu_tally_frame, handle, byref(out))
        return Frame(kefu, out)
    finally:
        kefu.kefu_tally_free(handle)


# ---- Sheets -------------------------------------------------------------------------------------

class Sheet:
    """A frame, whose key is the person, scored by a card's text."""

    def __init__(self, kefu, frame, card):
        self.kefu, self.handle, made = kefu, c_void_p(), c_void_p()
        text = card.encode()
        call(kefu.kefu_card_from_json, None, None, text, c_size_t(len(text)), byref(made))
        try:
            call(kefu.kefu_score, made, frame.handle, None, byref(self.handle))
        finally:
            kefu.kefu_card_free(made)

    def array(self, flags=0):
        return ArrayExport(lambda schema, array: call(self.kefu.kefu_sheet_arrow, self.handle,
                                                      c_uint32(flags), schema, array), False)

    def stream(self, flags=0):
        return StreamExport(lambda stream: call(self.kefu.kefu_sheet_arrow_stream, self.handle,
                                                c_uint32(flags), stream), True)

    def __del__(self):
        self.kefu.kefu_sheet_free(self.handle)
