// Where certain bytes stand, sixty-four of them at a time.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#pragma clang assume_nonnull begin

/// What is among some bytes.
struct bytes_kinds {
  bool has_zero;
  /// Whether one is beyond ASCII.
  bool has_high;
};

/// One bit for each of sixty-four bytes, the first the lowest: whether it is a delimiter, a quote or
/// a line end.
static inline uint64_t bytes_structure(const uint8_t *bytes, uint8_t delimiter) {
  uint64_t found = 0;
#if defined(__SSE2__)
  const __m128i marks[4] = {
      _mm_set1_epi8((char)delimiter), _mm_set1_epi8('"'), _mm_set1_epi8('\n'),
      _mm_set1_epi8('\r')};
  for (int part = 0; part < 4; part++) {
    __m128i sixteen = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    __m128i either = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(sixteen, marks[0]), _mm_cmpeq_epi8(sixteen, marks[1])),
        _mm_or_si128(_mm_cmpeq_epi8(sixteen, marks[2]), _mm_cmpeq_epi8(sixteen, marks[3])));
    found |= (uint64_t)(uint32_t)_mm_movemask_epi8(either) << (16 * part);
  }
#else
  for (int place = 0; place < 64; place++) {
    uint8_t byte = bytes[place];
    bool is_mark = byte == delimiter || byte == '"' || byte == '\n' || byte == '\r';
    found |= (uint64_t)is_mark << place;
  }
#endif
  return found;
}

/// Whether some bytes have a zero among them, and whether one beyond ASCII.
static inline struct bytes_kinds bytes_survey(const uint8_t *bytes, size_t count) {
  bool zero = false;
  bool high = false;
  size_t index = 0;
#if defined(__SSE2__)
  __m128i zeros = _mm_setzero_si128();
  __m128i highs = _mm_setzero_si128();
  for (; index + 16 <= count; index += 16) {
    __m128i sixteen = _mm_loadu_si128((const __m128i *)(bytes + index));
    zeros = _mm_or_si128(zeros, _mm_cmpeq_epi8(sixteen, _mm_setzero_si128()));
    highs = _mm_or_si128(highs, sixteen);
  }
  zero = _mm_movemask_epi8(zeros) != 0;
  high = _mm_movemask_epi8(highs) != 0;
#endif
  for (; index < count; index++) {
    zero = zero || bytes[index] == 0;
    high = high || bytes[index] >= 0x80;
  }
  return (struct bytes_kinds){zero, high};
}

/// How many bytes from the first on are ASCII.
static inline size_t bytes_ascii(const uint8_t *bytes, size_t count) {
  size_t index = 0;
#if defined(__SSE2__)
  for (; index + 16 <= count; index += 16) {
    int highs = _mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(bytes + index)));
    if (highs != 0) return index + (size_t)__builtin_ctz((unsigned)highs);
  }
#endif
  while (index < count && bytes[index] < 0x80) index++;
  return index;
}

/// The first place from `start` on that holds a byte beyond ASCII or a pair of letters, each in
/// capitals or not; `count` where none does. Behind the last byte the second letter may stand.
static inline size_t bytes_pair(
    const uint8_t *bytes, size_t start, size_t count, uint8_t first, uint8_t second) {
  size_t index = start;
#if defined(__SSE2__)
  const __m128i small = _mm_set1_epi8(0x20);
  const __m128i firsts = _mm_set1_epi8((char)(first | 0x20));
  const __m128i seconds = _mm_set1_epi8((char)(second | 0x20));
  for (; index + 17 <= count; index += 16) {
    __m128i here = _mm_loadu_si128((const __m128i *)(bytes + index));
    __m128i next = _mm_loadu_si128((const __m128i *)(bytes + index + 1));
    __m128i both = _mm_and_si128(
        _mm_cmpeq_epi8(_mm_or_si128(here, small), firsts),
        _mm_cmpeq_epi8(_mm_or_si128(next, small), seconds));
    int found = _mm_movemask_epi8(_mm_or_si128(both, here));
    if (found != 0) return index + (size_t)__builtin_ctz((unsigned)found);
  }
#endif
  for (; index < count; index++) {
    bool is_first = (bytes[index] | 0x20) == (first | 0x20);
    bool is_pair = is_first && (index + 1 == count || (bytes[index + 1] | 0x20) == (second | 0x20));
    if (is_pair || bytes[index] >= 0x80) return index;
  }
  return count;
}

#pragma clang assume_nonnull end
