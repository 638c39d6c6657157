#pragma once

#include <stddef.h>
#include <stdint.h>

/// CRC-32C of bytes behind those that a state stands for, without the inversions at both ends.
///
/// Uses the processor's own instruction where it has one.
uint32_t crc32c_advance(uint32_t state, const void *bytes, size_t count);
