/// Distinct texts of a column, each known by a code.
///
/// Immutable once built, so that every column, vector and index may share it.
package final class TextDictionary: Sendable {
  private let pool: [UInt8]
  /// Where each text ends in the pool; it begins where the one before ends.
  private let ends: [Int]
  /// Open addressing: hash and code + 1 in each used slot; the count is a power of two.
  private let slots: [UInt64]

  /// A dictionary without a text.
  package static let empty = TextDictionary(pool: [], ends: [], slots: [0])

  fileprivate init(pool: [UInt8], ends: [Int], slots: [UInt64]) {
    self.pool = pool
    self.ends = ends
    self.slots = slots
  }

  /// Number of texts; the codes run from 0 up to it.
  package var count: Int { ends.count }

  /// The bytes of a text.
  package subscript(code: UInt32) -> ArraySlice<UInt8> {
    let index = Int(code)
    return pool[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// The code of a text with exactly these bytes.
  package func code(of bytes: some Collection<UInt8>) -> UInt32? {
    let bytes = Array(bytes)
    let hash = hash(bytes.span)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let code = UInt32(truncatingIfNeeded: slots[slot]) - 1
      if slots[slot] >> 32 == hash, self[code].elementsEqual(bytes) { return code }
      slot = (slot + 1) & mask
    }
    return nil
  }
}

/// Collects distinct texts and gives each its code.
package struct TextDictionaryBuilder: Sendable {
  private var pool: [UInt8] = []
  private var ends: [Int] = []
  private var slots: [UInt64] = [UInt64](repeating: 0, count: 16)

  /// An empty dictionary to fill.
  package init() {}

  /// Number of distinct texts so far.
  package var count: Int { ends.count }

  /// The code of a text, new or known.
  package mutating func intern(_ bytes: some Collection<UInt8>) -> UInt32 {
    intern(Array(bytes).span)
  }

  /// The code of a text, new or known; importing calls it for every field of every file.
  package mutating func intern(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    intern(bytes.span)
  }

  /// The finished dictionary.
  package consuming func finish() -> TextDictionary {
    TextDictionary(pool: pool, ends: ends, slots: slots)
  }

  private mutating func intern(_ bytes: Span<UInt8>) -> UInt32 {
    if (ends.count + 1) * 2 > slots.count { grow() }
    let hash = hash(bytes)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let code = UInt32(truncatingIfNeeded: slots[slot]) - 1
      if slots[slot] >> 32 == hash, isText(code, bytes) { return code }
      slot = (slot + 1) & mask
    }
    let code = UInt32(ends.count)
    for index in bytes.indices { pool.append(bytes[index]) }
    ends.append(pool.count)
    slots[slot] = hash << 32 | UInt64(code + 1)
    return code
  }

  private func isText(_ code: UInt32, _ bytes: Span<UInt8>) -> Bool {
    let start = code == 0 ? 0 : ends[Int(code) - 1]
    guard ends[Int(code)] - start == bytes.count else { return false }
    for index in bytes.indices where pool[start + index] != bytes[index] { return false }
    return true
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    for used in slots where used != 0 {
      var slot = Int(used >> 32) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = used
    }
    slots = larger
  }
}

/// 32 bits: FNV-1a over the bytes, mixed so that numbers in a row spread; the same in every run.
private func hash(_ bytes: Span<UInt8>) -> UInt64 {
  var state: UInt64 = 0xCBF2_9CE4_8422_2325
  for index in bytes.indices {
    state = (state ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3
  }
  return ((state ^ (state >> 32)) &* 0x9E37_79B9_7F4A_7C15) >> 32
}
