#include "crc32c.h"

#include <string.h>

// Swift cannot emit the CPU's CRC32C instruction, so this one function is C.

// What the eight bytes of a step contribute, by their distance from the step's end ("slicing by 8").
static uint32_t table[8][256];

// Before any other code runs, so that no thread sees half a table.
__attribute__((constructor)) static void fill_table(void) {
  for (uint32_t byte = 0; byte < 256; byte++) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; bit++) {
      crc = (crc >> 1) ^ (0x82F63B78u & (0u - (crc & 1u)));
    }
    table[0][byte] = crc;
  }
  for (int distance = 1; distance < 8; distance++) {
    for (int byte = 0; byte < 256; byte++) {
      uint32_t before = table[distance - 1][byte];
      table[distance][byte] = (before >> 8) ^ table[0][before & 0xFF];
    }
  }
}

uint32_t winnow_crc32c_portable(uint32_t crc, const uint8_t *bytes, size_t length) {
  crc = ~crc;
  // Byte by byte, so that neither their order in memory nor their alignment matters.
  for (; length >= 8; bytes += 8, length -= 8) {
    crc = table[7][(crc ^ bytes[0]) & 0xFF] ^ table[6][((crc >> 8) ^ bytes[1]) & 0xFF] ^
          table[5][((crc >> 16) ^ bytes[2]) & 0xFF] ^ table[4][((crc >> 24) ^ bytes[3]) & 0xFF] ^
          table[3][bytes[4]] ^ table[2][bytes[5]] ^ table[1][bytes[6]] ^ table[0][bytes[7]];
  }
  for (; length > 0; bytes++, length--) {
    crc = (crc >> 8) ^ table[0][(crc ^ *bytes) & 0xFF];
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
