import Synchronization

/// Distinct texts of a column, each known by a code.
///
/// Immutable once built, so that every column, vector and index may share it.
package final class TextDictionary: Sendable {
  private enum Texts: Sendable {
    /// As they were collected.
    case collected(pool: [UInt8], ends: [Int], slots: [UInt64])
    /// As they lie in a book.
    case stored(pool: ByteRange, ends: Cells<Int64>)
    /// Some behind those of another dictionary, which keep their codes.
    case extended(TextDictionary, pool: [UInt8], ends: [Int])
  }

  private let texts: Texts
  /// Number of texts; the codes run from 0 up to it.
  package let count: Int
  /// The slots of texts that were not collected, made when somebody looks for one: most
  /// dictionaries are only read.
  private let lateSlots = Mutex<[UInt64]?>(nil)

  /// A dictionary without a text.
  package static let empty = TextDictionary(pool: [], ends: [], slots: [0])

  fileprivate init(pool: [UInt8], ends: [Int], slots: [UInt64]) {
    texts = .collected(pool: pool, ends: ends, slots: slots)
    count = ends.count
  }

  /// Texts that lie one behind the other.
  ///
  /// - Precondition: the texts are distinct, and `ends` are places in the pool, ascending.
  package init(pool: ByteRange, ends: Cells<Int64>) {
    texts = .stored(pool: pool, ends: ends)
    count = ends.count
  }

  private init(_ base: TextDictionary, pool: [UInt8], ends: [Int]) {
    texts = .extended(base, pool: pool, ends: ends)
    count = base.count + ends.count
  }

  /// The bytes of a text.
  package subscript(code: UInt32) -> ArraySlice<UInt8> {
    let index = Int(code)
    switch texts {
    case .collected(let pool, let ends, _):
      return pool[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    case .stored(let pool, let ends):
      return pool.copy(TextDictionary.range(of: index, ends))[...]
    case .extended(let base, let pool, let ends):
      if index < base.count { return base[code] }
      let own = index - base.count
      return pool[(own == 0 ? 0 : ends[own - 1])..<ends[own]]
    }
  }

  /// Calls a function with the bytes of a text, without a copy.
  package func withText<Result>(
    _ code: UInt32, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    if case .stored(let pool, let ends) = texts {
      return unsafe pool.withBytes(TextDictionary.range(of: Int(code), ends)) {
        unsafe body(Span(_unsafeElements: $0))
      }
    }
    return body(self[code].span)
  }

  private static func range(of index: Int, _ ends: Cells<Int64>) -> Range<Int> {
    (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  /// The texts as a book stores them: all bytes, and where each text ends.
  package var stored: (pool: ByteRange, ends: Cells<Int64>) {
    switch texts {
    case .stored(let pool, let ends): return (pool, ends)
    case .collected(let pool, let ends, _):
      return (ByteRange(ByteStore(pool)), Cells(packing: ends.map { Int64($0) }, missing: -1))
    case .extended:
      var builder = TextDictionaryBuilder()
      for code in 0..<UInt32(count) { _ = builder.append(self[code]) }
      return builder.finish().stored
    }
  }
}

// MARK: - Looking for a text

extension TextDictionary {
  /// The code of a text with exactly these bytes.
  package func code(of bytes: some Collection<UInt8>) -> UInt32? {
    code(of: Array(bytes)[...])
  }

  /// The code of a text as it lies in another dictionary; links are followed by it, text by text.
  package func code(of bytes: ArraySlice<UInt8>) -> UInt32? {
    if case .collected(_, _, let slots) = texts { return code(of: bytes.span, slots) }
    return lateSlots.withLock { made in
      let slots = made ?? hashed()
      made = slots
      return code(of: bytes.span, slots)
    }
  }

  private func code(of bytes: Span<UInt8>, _ slots: [UInt64]) -> UInt32? {
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

  /// Open addressing: hash and code + 1 in each used slot; the count is a power of two.

  private func hashed() -> [UInt64] {
    var size = 16
    while size < count * 2 { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    for code in 0..<UInt32(count) {
      let hash = withText(code) { TextHash.hash($0, 0..<$0.count) }
      var slot = Int(hash) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = hash << 32 | UInt64(code + 1)
    }
    return slots
  }

  private func isText(_ code: UInt32, _ bytes: Span<UInt8>) -> Bool {
    withText(code) { text in
      guard text.count == bytes.count else { return false }
      for index in bytes.indices where text[index] != bytes[index] { return false }
      return true
    }
  }
}

// MARK: - Growing

extension TextDictionary {
  /// A dictionary with more texts behind these, and the codes of those.
  ///
  /// A text that is among the added ones twice has one code. Those of this dictionary are not
  /// searched, so one of them may get a second code: texts are equal if their bytes are.
  package func extended(with added: [ArraySlice<UInt8>]) -> (TextDictionary, codes: [UInt32]) {
    if case .extended(let base, let pool, let ends) = texts {
      var builder = TextDictionaryBuilder()
      var start = 0
      for end in ends {
        _ = builder.intern(pool[start..<end])
        start = end
      }
      return base.extended(builder, with: added)
    }
    return extended(TextDictionaryBuilder(), with: added)
  }

  private func extended(
    _ builder: consuming TextDictionaryBuilder, with added: [ArraySlice<UInt8>]
  ) -> (TextDictionary, codes: [UInt32]) {
    let first = UInt32(count)
    var builder = builder
    let codes = added.map { first + builder.intern($0) }
    guard case .collected(let pool, let ends, _) = builder.finish().texts else { return (self, []) }
    return (TextDictionary(self, pool: pool, ends: ends), codes)
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

  /// Adds a text whether it is known or not; who does so keeps its dictionary's codes.
  fileprivate mutating func append(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    pool += bytes
    ends.append(pool.count)
    return UInt32(ends.count - 1)
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
