#pragma once
#include <chafa.h>
#include <string.h>

// A picture of 8 bit red, green and blue as characters: `characters` and the two lists of colours
// (0xRRGGBB, or -1 for the terminal's own) have `columns` times `rows` places. `colors` is 16777216,
// 8 or 0, and 8 gives numbers of the palette instead.
static inline int radiant_chafa_cells(
    const guint8 *pixels, int width, int height, int columns, int rows, int colors, int unicode,
    guint32 *characters, int *foregrounds, int *backgrounds) {
    ChafaSymbolMap *symbols = chafa_symbol_map_new();
    ChafaCanvasConfig *config = chafa_canvas_config_new();
    if (!symbols || !config) return 0;
    ChafaSymbolTags tags = CHAFA_SYMBOL_TAG_SPACE;
    if (!unicode) tags |= CHAFA_SYMBOL_TAG_ASCII;
    else if (colors == 0) tags |= CHAFA_SYMBOL_TAG_BRAILLE;
    else tags |= CHAFA_SYMBOL_TAG_BLOCK;
    chafa_symbol_map_add_by_tags(symbols, tags);
    chafa_canvas_config_set_symbol_map(config, symbols);
    chafa_canvas_config_set_geometry(config, columns, rows);
    chafa_canvas_config_set_canvas_mode(config,
        colors > 256 ? CHAFA_CANVAS_MODE_TRUECOLOR
        : colors > 0 ? CHAFA_CANVAS_MODE_INDEXED_8 : CHAFA_CANVAS_MODE_FGBG);
    // Without colours the paper of a check must not be drawn as ink.
    if (colors == 0) {
        chafa_canvas_config_set_fg_color(config, 0x000000);
        chafa_canvas_config_set_bg_color(config, 0xFFFFFF);
        chafa_canvas_config_set_dither_mode(config, CHAFA_DITHER_MODE_NONE);
    }
    ChafaCanvas *canvas = chafa_canvas_new(config);
    if (canvas) {
        chafa_canvas_draw_all_pixels(
            canvas, CHAFA_PIXEL_RGB8, pixels, width, height, width * 3);
        for (int y = 0; y < rows; y++)
            for (int x = 0; x < columns; x++) {
                int place = y * columns + x;
                characters[place] = chafa_canvas_get_char_at(canvas, x, y);
                foregrounds[place] = backgrounds[place] = -1;
                // Chafa 1.12 looks colours up in a palette that it has not when there are none.
                if (colors > 0)
                    chafa_canvas_get_colors_at(
                        canvas, x, y, &foregrounds[place], &backgrounds[place]);
            }
        chafa_canvas_unref(canvas);
    }
    chafa_canvas_config_unref(config);
    chafa_symbol_map_unref(symbols);
    return canvas != 0;
}

// A picture as sixels that cover `columns` times `rows` cells; the text is freed by g_free.
static inline char *radiant_chafa_sixels(
    const guint8 *pixels, int width, int height, int columns, int rows, int cell_width,
    int cell_height, size_t *length) {
    ChafaCanvasConfig *config = chafa_canvas_config_new();
    if (!config) return 0;
    chafa_canvas_config_set_geometry(config, columns, rows);
    chafa_canvas_config_set_cell_geometry(config, cell_width, cell_height);
    chafa_canvas_config_set_pixel_mode(config, CHAFA_PIXEL_MODE_SIXELS);
    ChafaCanvas *canvas = chafa_canvas_new(config);
    GString *text = 0;
    if (canvas) {
        chafa_canvas_draw_all_pixels(
            canvas, CHAFA_PIXEL_RGB8, pixels, width, height, width * 3);
        text = chafa_canvas_print(
            canvas, chafa_term_db_get_fallback_info(chafa_term_db_get_default()));
        chafa_canvas_unref(canvas);
    }
    chafa_canvas_config_unref(config);
    if (!text) return 0;
    *length = text->len;
    return g_string_free(text, FALSE);
}

static inline void radiant_chafa_free(char *text) { g_free(text); }
