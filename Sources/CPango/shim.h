#pragma once

// What is used of pango and cairo, declared here: their pkg-config files carry -pthread (through
// GLib), which the package manager refuses with a warning at every build, and without their flags
// the headers are not found. Both libraries have kept these functions since pango 1.10 and cairo 1.2.

typedef struct PangoFontMap PangoFontMap;
typedef struct PangoFontFamily PangoFontFamily;
typedef struct PangoFontDescription PangoFontDescription;
typedef struct PangoContext PangoContext;
typedef struct PangoLayout PangoLayout;
typedef struct cairo cairo_t;
typedef struct cairo_surface cairo_surface_t;
typedef struct cairo_font_options cairo_font_options_t;

/// In pixels where a function's name says so, else in units of 1/1024 pixel.
typedef struct PangoRectangle {
    int x, y, width, height;
} PangoRectangle;

enum { RADIANT_PANGO_SCALE = 1024 };
enum { RADIANT_WEIGHT_NORMAL = 400, RADIANT_WEIGHT_BOLD = 700 };
enum { RADIANT_STYLE_NORMAL = 0, RADIANT_STYLE_ITALIC = 2 };
enum { RADIANT_FORMAT_A8 = 2 };

void g_object_unref(void *object);
void g_free(void *memory);

PangoFontMap *pango_cairo_font_map_new(void);
PangoContext *pango_font_map_create_context(PangoFontMap *map);
void pango_font_map_list_families(PangoFontMap *map, PangoFontFamily ***families, int *count);
const char *pango_font_family_get_name(PangoFontFamily *family);
void pango_cairo_context_set_font_options(PangoContext *, const cairo_font_options_t *);
PangoFontDescription *pango_font_description_new(void);
void pango_font_description_free(PangoFontDescription *);
void pango_font_description_set_family(PangoFontDescription *, const char *family);
void pango_font_description_set_weight(PangoFontDescription *, int weight);
void pango_font_description_set_style(PangoFontDescription *, int style);
void pango_font_description_set_absolute_size(PangoFontDescription *, double size);
PangoLayout *pango_layout_new(PangoContext *context);
void pango_layout_set_font_description(PangoLayout *, const PangoFontDescription *);
void pango_layout_set_single_paragraph_mode(PangoLayout *, int setting);
void pango_layout_set_text(PangoLayout *, const char *text, int length);
void pango_layout_get_pixel_extents(PangoLayout *, PangoRectangle *ink, PangoRectangle *logical);
int pango_layout_get_baseline(PangoLayout *);
void pango_cairo_show_layout(cairo_t *, PangoLayout *);

cairo_surface_t *cairo_image_surface_create(int format, int width, int height);
unsigned char *cairo_image_surface_get_data(cairo_surface_t *);
int cairo_image_surface_get_stride(cairo_surface_t *);
void cairo_surface_flush(cairo_surface_t *);
void cairo_surface_destroy(cairo_surface_t *);
cairo_t *cairo_create(cairo_surface_t *);
void cairo_move_to(cairo_t *, double x, double y);
void cairo_destroy(cairo_t *);
cairo_font_options_t *cairo_font_options_create(void);
void cairo_font_options_destroy(cairo_font_options_t *);
void cairo_font_options_set_antialias(cairo_font_options_t *, int mode);
void cairo_font_options_set_hint_style(cairo_font_options_t *, int style);
void cairo_font_options_set_hint_metrics(cairo_font_options_t *, int metrics);

// No hinting and grey edges, so that the same outline comes out whatever the desktop is set to.
static inline void radiant_plain_outlines(PangoContext *context) {
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, 1 /* none */);
    cairo_font_options_set_hint_metrics(options, 1 /* off */);
    cairo_font_options_set_antialias(options, 2 /* grey */);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
}
