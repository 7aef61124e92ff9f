#ifndef WINNOW_CRC32C_H
#define WINNOW_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) of `length` bytes, continued from `crc`; start with 0.
/// Uses the CPU's instruction where there is one, else tables.
uint32_t winnow_crc32c(uint32_t crc, const uint8_t *bytes, size_t length);

/// The version by tables, so that a test can compare both.
uint32_t winnow_crc32c_portable(uint32_t crc, const uint8_t *bytes, size_t length);

#endif
