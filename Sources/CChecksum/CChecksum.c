#include "CChecksum.h"

#include <string.h>

// Reflected polynomial of CRC-32C (Castagnoli).
static const uint32_t polynomial = 0x82F63B78;

static uint32_t advance_byte(uint32_t state, uint8_t byte) {
  state ^= byte;
  for (int bit = 0; bit < 8; bit++) state = state >> 1 ^ (state & 1 ? polynomial : 0);
  return state;
}

// Table k: what a byte does to the state when k further bytes follow it.
static uint32_t tables[8][256];

__attribute__((constructor)) static void make_tables(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("sse4.2")) return;
#endif
  for (int byte = 0; byte < 256; byte++) tables[0][byte] = advance_byte(0, (uint8_t)byte);
  for (int k = 1; k < 8; k++) {
    for (int byte = 0; byte < 256; byte++) {
      uint32_t before = tables[k - 1][byte];
      tables[k][byte] = before >> 8 ^ tables[0][before & 0xFF];
    }
  }
}

static uint32_t advance_by_tables(uint32_t state, const uint8_t *bytes, size_t count) {
  for (; count >= 8; bytes += 8, count -= 8) {
    uint32_t next = 0;
    for (int k = 0; k < 8; k++) {
      uint8_t byte = bytes[k] ^ (k < 4 ? (uint8_t)(state >> 8 * k) : 0);
      next ^= tables[7 - k][byte];
    }
    state = next;
  }
  for (; count > 0; bytes++, count--) state = state >> 8 ^ tables[0][(state ^ *bytes) & 0xFF];
  return state;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) static uint32_t advance_by_instruction(
    uint32_t state, const uint8_t *bytes, size_t count) {
  uint64_t wide = state;
  for (; count >= 8; bytes += 8, count -= 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    wide = __builtin_ia32_crc32di(wide, word);
  }
  state = (uint32_t)wide;
  for (; count > 0; bytes++, count--) state = __builtin_ia32_crc32qi(state, *bytes);
  return state;
}
#endif

uint32_t crc32c_advance(uint32_t state, const void *bytes, size_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("sse4.2")) return advance_by_instruction(state, bytes, count);
#endif
  return advance_by_tables(state, bytes, count);
}
