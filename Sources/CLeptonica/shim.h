#pragma once
#include <leptonica/allheaders.h>

// Leptonica reports on stderr; a program that draws on the terminal must not.
static inline void radiant_lept_silence(void) { setMsgSeverity(L_SEVERITY_NONE); }

// pixDestroy takes the address of the pointer and clears it.
static inline void radiant_pix_destroy(PIX *pix) { pixDestroy(&pix); }

// An 8 bit grey picture as bytes, row by row: Leptonica keeps four pixels in a word of the machine.
static inline void radiant_pix_get_bytes(PIX *pix, l_uint8 *bytes) {
    l_int32 w = pixGetWidth(pix), h = pixGetHeight(pix), wpl = pixGetWpl(pix);
    l_uint32 *data = pixGetData(pix);
    for (l_int32 y = 0; y < h; y++) {
        l_uint32 *line = data + (size_t)y * wpl;
        for (l_int32 x = 0; x < w; x++) bytes[(size_t)y * w + x] = GET_DATA_BYTE(line, x);
    }
}

static inline PIX *radiant_pix_from_bytes(const l_uint8 *bytes, l_int32 w, l_int32 h) {
    PIX *pix = pixCreate(w, h, 8);
    if (!pix) return 0;
    l_int32 wpl = pixGetWpl(pix);
    l_uint32 *data = pixGetData(pix);
    for (l_int32 y = 0; y < h; y++) {
        l_uint32 *line = data + (size_t)y * wpl;
        for (l_int32 x = 0; x < w; x++) SET_DATA_BYTE(line, x, bytes[(size_t)y * w + x]);
    }
    return pix;
}

// Encoders hand out memory of malloc.
static inline void radiant_lept_free(void *memory) { lept_free(memory); }

// A colour picture as bytes of red, green and blue, row by row.
static inline void radiant_pix_get_colors(PIX *pix, l_uint8 *bytes) {
    l_int32 w = pixGetWidth(pix), h = pixGetHeight(pix), wpl = pixGetWpl(pix);
    l_uint32 *data = pixGetData(pix);
    for (l_int32 y = 0; y < h; y++) {
        l_uint32 *line = data + (size_t)y * wpl;
        for (l_int32 x = 0; x < w; x++, bytes += 3) {
            bytes[0] = (line[x] >> L_RED_SHIFT) & 0xff;
            bytes[1] = (line[x] >> L_GREEN_SHIFT) & 0xff;
            bytes[2] = (line[x] >> L_BLUE_SHIFT) & 0xff;
        }
    }
}

static inline PIX *radiant_pix_from_colors(const l_uint8 *bytes, l_int32 w, l_int32 h) {
    PIX *pix = pixCreate(w, h, 32);
    if (!pix) return 0;
    l_int32 wpl = pixGetWpl(pix);
    l_uint32 *data = pixGetData(pix);
    for (l_int32 y = 0; y < h; y++) {
        l_uint32 *line = data + (size_t)y * wpl;
        for (l_int32 x = 0; x < w; x++, bytes += 3) {
            line[x] = (l_uint32)bytes[0] << L_RED_SHIFT | (l_uint32)bytes[1] << L_GREEN_SHIFT |
                      (l_uint32)bytes[2] << L_BLUE_SHIFT;
        }
    }
    return pix;
}
