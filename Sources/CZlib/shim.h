#pragma once
// Makes next_in a pointer to what the library only reads (zconf.h).
#ifndef ZLIB_CONST
#define ZLIB_CONST
#endif
#include <zlib.h>

// A macro, which Swift does not import.
static inline int zlib_inflate_init(z_stream *stream, int window_bits) {
    return inflateInit2(stream, window_bits);
}
