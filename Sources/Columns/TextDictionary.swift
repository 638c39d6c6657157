/// Distinct texts of a column, each known by a code.
///
/// Immutable once built, so that every column, vector and index may share it.
package final class TextDictionary: Sendable {
  private let pool: [UInt8]
  /// Where each text ends in the pool; it begins where the one before ends.
  private let ends: [Int]
  /// Open addressing: a code + 1 in each used slot; the count is a power of two.
  private let slots: [UInt32]

  /// A dictionary without a text.
  package static let empty = TextDictionary(pool: [], ends: [], slots: [0])

  fileprivate init(pool: [UInt8], ends: [Int], slots: [UInt32]) {
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
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash(bytes)) & mask
    while slots[slot] != 0 {
      let code = slots[slot] - 1
      if self[code].elementsEqual(bytes) { return code }
      slot = (slot + 1) & mask
    }
    return nil
  }
}

/// Collects distinct texts and gives each its code.
package struct TextDictionaryBuilder: Sendable {
  private var pool: [UInt8] = []
  private var ends: [Int] = []
  private var slots: [UInt32] = [UInt32](repeating: 0, count: 16)

  /// An empty dictionary to fill.
  package init() {}

  /// Number of distinct texts so far.
  package var count: Int { ends.count }

  /// The code of a text, new or known.
  package mutating func intern(_ bytes: some Collection<UInt8>) -> UInt32 {
    if (ends.count + 1) * 2 > slots.count { grow() }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash(bytes)) & mask
    while slots[slot] != 0 {
      let code = slots[slot] - 1
      if text(code).elementsEqual(bytes) { return code }
      slot = (slot + 1) & mask
    }
    let code = UInt32(ends.count)
    pool.append(contentsOf: bytes)
    ends.append(pool.count)
    slots[slot] = code + 1
    return code
  }

  /// The finished dictionary.
  package consuming func finish() -> TextDictionary {
    TextDictionary(pool: pool, ends: ends, slots: slots)
  }

  private func text(_ code: UInt32) -> ArraySlice<UInt8> {
    pool[(code == 0 ? 0 : ends[Int(code) - 1])..<ends[Int(code)]]
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    for code in 0..<UInt32(ends.count) {
      var slot = Int(truncatingIfNeeded: hash(text(code))) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = code + 1
    }
    slots = larger
  }
}

/// FNV-1a over the bytes with a final mix: short keys, no seed, the same in every run.
private func hash(_ bytes: some Collection<UInt8>) -> UInt64 {
  var state: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
  return state ^ (state >> 32)
}
