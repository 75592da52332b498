#pragma once
#include <stddef.h>
#include <stdint.h>

/// libFuzzer as a library: runs with the program's arguments and calls back with each input.
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*run)(const uint8_t *start, size_t count));
