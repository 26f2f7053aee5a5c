#pragma once
#include <dlfcn.h>
#include <stdint.h>
#include <tesseract/capi.h>

// Tesseract's threads spin while they wait and cost more than they bring: on one line of text it is
// twice as fast without them. libgomp reads OMP_THREAD_LIMIT before main(), and Tesseract asks for
// its threads by number, so what is left is to allow no parallel region. The setting is the thread's.
static inline void radiant_single_threaded(void) {
    typedef void (*setter)(int);
    setter set_levels = (setter)(uintptr_t)dlsym(RTLD_DEFAULT, "omp_set_max_active_levels");
    if (set_levels) set_levels(0);
}
