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
    code(of: Array(bytes)[...])
  }

  /// The code of a text as it lies in another dictionary; links are followed by it, text by text.
  package func code(of bytes: ArraySlice<UInt8>) -> UInt32? {
    let bytes = bytes.span
    let hash = TextHash.hash(bytes, 0..<bytes.count)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let code = UInt32(truncatingIfNeeded: slots[slot]) - 1
      if slots[slot] >> 32 == hash, isText(code, bytes) { return code }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func isText(_ code: UInt32, _ bytes: Span<UInt8>) -> Bool {
    let start = code == 0 ? 0 : ends[Int(code) - 1]
    guard ends[Int(code)] - start == bytes.count else { return false }
    for index in bytes.indices where pool[start + index] != bytes[index] { return false }
    return true
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

  /// The codes of many texts that stand one behind the other, in their order.
  package mutating func intern(_ pool: [UInt8], endingAt ends: [UInt32]) -> [UInt32] {
    var codes: [UInt32] = []
    codes.reserveCapacity(ends.count)
    let bytes = pool.span
    var start = 0
    for end in ends {
      codes.append(intern(bytes, start..<Int(end)))
      start = Int(end)
    }
    return codes
  }

  /// The finished dictionary.
  package consuming func finish() -> TextDictionary {
    TextDictionary(pool: pool, ends: ends, slots: slots)
  }

  private mutating func intern(_ bytes: Span<UInt8>) -> UInt32 {
    intern(bytes, 0..<bytes.count)
  }

  private mutating func intern(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    if (ends.count + 1) * 2 > slots.count { grow() }
    let hash = TextHash.hash(bytes, range)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let code = UInt32(truncatingIfNeeded: slots[slot]) - 1
      if slots[slot] >> 32 == hash, isText(code, bytes, range) { return code }
      slot = (slot + 1) & mask
    }
    let code = UInt32(ends.count)
    for index in range { pool.append(bytes[index]) }
    ends.append(pool.count)
    slots[slot] = hash << 32 | UInt64(code + 1)
    return code
  }

  private func isText(_ code: UInt32, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = code == 0 ? 0 : ends[Int(code) - 1]
    guard ends[Int(code)] - start == range.count else { return false }
    let shift = start - range.lowerBound
    for index in range where pool[index + shift] != bytes[index] { return false }
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
