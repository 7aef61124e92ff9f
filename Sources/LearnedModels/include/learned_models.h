#ifndef LEARNED_MODELS_H
#define LEARNED_MODELS_H

#include <stddef.h>
#include <stdint.h>

/// A file of this folder, as it stands in the program: header and payload, at an address that is a
/// multiple of 64, for as long as the process lives.
struct learned_models_file {
  const uint8_t *bytes;
  size_t length;
  const char *name;
};

/// How many files there are.
size_t learned_models_count(void);

/// The file at `index`, in the order of the names; all zero beyond the last.
struct learned_models_file learned_models_file(size_t index);

#endif
