#pragma once
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <wchar.h>
#include <langinfo.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <ncurses.h>
#include <term.h>

// What Swift cannot see: globals, macros and variadic functions.

static inline WINDOW *radiant_stdscr(void) { return stdscr; }
static inline int radiant_colors(void) { return COLORS; }
static inline int radiant_color_pairs(void) { return COLOR_PAIRS; }
static inline attr_t radiant_bold(void) { return A_BOLD; }
static inline attr_t radiant_dim(void) { return A_DIM; }
static inline attr_t radiant_italic(void) { return A_ITALIC; }
static inline attr_t radiant_underline(void) { return A_UNDERLINE; }
static inline attr_t radiant_reverse(void) { return A_REVERSE; }
static inline int radiant_is_utf8(void) {
    const char *codeset = nl_langinfo(CODESET);
    return codeset && codeset[0] == 'U' && codeset[1] == 'T' && codeset[2] == 'F';
}
static inline int radiant_window_size(int descriptor, int *height, int *width) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
        return 0;
    *height = size.ws_row;
    *width = size.ws_col;
    return 1;
}
static inline int radiant_cell_size(int descriptor, int *height, int *width) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0
        || size.ws_xpixel < size.ws_col || size.ws_ypixel < size.ws_row)
        return 0;
    *height = size.ws_ypixel / size.ws_row;
    *width = size.ws_xpixel / size.ws_col;
    return 1;
}
static inline int radiant_cchar(cchar_t *cell, const wchar_t *text, attr_t attributes, int pair) {
    // The pair goes by the last parameter: the short one ends at 32767.
    return setcchar(cell, text, attributes, 0, &pair);
}
static inline void radiant_action(int signal_number, void (*handler)(int), int flags) {
    struct sigaction action = {0};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(signal_number, &action, 0);
}
static inline void radiant_default_action(int signal_number) {
    radiant_action(signal_number, SIG_DFL, 0);
}
