#include "crc32c.h"

#include <string.h>

// Swift cannot emit the CPU's CRC32C instruction, so this one function is C.

static uint32_t step(uint32_t crc, uint8_t byte) {
  crc ^= byte;
  for (int bit = 0; bit < 8; bit++) {
    crc = (crc >> 1) ^ (0x82F63B78u & (0u - (crc & 1u)));
  }
  return crc;
}

uint32_t winnow_crc32c_portable(uint32_t crc, const uint8_t *bytes, size_t length) {
  crc = ~crc;
  for (size_t i = 0; i < length; i++) {
    crc = step(crc, bytes[i]);
  }
  return ~crc;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) static uint32_t hardware(uint32_t crc, const uint8_t *bytes,
                                                            size_t length) {
  uint64_t value = (uint32_t)~crc;
  while (length >= 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    value = __builtin_ia32_crc32di(value, word);
    bytes += 8;
    length -= 8;
  }
  uint32_t rest = (uint32_t)value;
  while (length-- > 0) {
    rest = __builtin_ia32_crc32qi(rest, *bytes++);
  }
  return ~rest;
}
#endif

uint32_t winnow_crc32c(uint32_t crc, const uint8_t *bytes, size_t length) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("sse4.2")) {
    return hardware(crc, bytes, length);
  }
#endif
  return winnow_crc32c_portable(crc, bytes, length);
}
