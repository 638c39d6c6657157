import Synchronization

/// Distinct texts of a column, each known by a code.
///
/// Immutable once built, so that every column, vector and index may share it.
package final class TextDictionary: Sendable {
  private enum Texts: Sendable {
    /// As they were collected.
    case collected(TextTable)
    /// As they lie in a book.
    case stored(pool: ByteRange, ends: Cells<Int64>)
    /// As they lie in a book, where each begins like the one before it.
    case fronted(FrontedTexts)
    /// Some behind those of another dictionary, which keep their codes.
    case extended(TextDictionary, pool: [UInt8], ends: [Int])
  }

  private let texts: Texts
  /// Number of texts; the codes run from 0 up to it.
  package let count: Int
  /// The slots of texts that were not collected, made when somebody looks for one: most
  /// dictionaries are only read.
  private let lateSlots = Mutex<[UInt64]?>(nil)
  /// The table of texts that were collected without hashes, made when somebody looks for one.
  private let lateTable = Mutex<TextTable?>(nil)

  /// A dictionary without a text.
  package static let empty = TextDictionary(TextTable())

  fileprivate init(_ table: consuming TextTable) {
    count = table.ends.count
    texts = .collected(table)
  }

  /// Texts that lie one behind the other.
  ///
  /// - Precondition: the texts are distinct, and `ends` are places in the pool, ascending.
  package init(pool: ByteRange, ends: Cells<Int64>) {
    texts = .stored(pool: pool, ends: ends)
    count = ends.count
  }

  /// Texts that mostly begin like the one before them.
  ///
  /// - Precondition: the texts are distinct.
  package init(_ fronted: FrontedTexts) {
    texts = .fronted(fronted)
    count = fronted.count
  }

  private init(_ base: TextDictionary, pool: [UInt8], ends: [Int]) {
    texts = .extended(base, pool: pool, ends: ends)
    count = base.count + ends.count
  }

  /// The bytes of a text.
  package subscript(code: UInt32) -> ArraySlice<UInt8> {
    let index = Int(code)
    switch texts {
    case .collected(let table):
      return table.pool[table.range(of: index)]
    case .stored(let pool, let ends):
      return pool.copy(TextDictionary.range(of: index, ends))[...]
    case .fronted(let texts):
      return texts.text(code)[...]
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
    switch texts {
    case .stored(let pool, let ends):
      return pool.withSpan(TextDictionary.range(of: Int(code), ends), body)
    case .fronted(let texts):
      var reader = FrontedReader(texts)
      return reader.withText(code, body)
    case .collected(let table):
      return body(table.pool.span.extracting(table.range(of: Int(code))))
    case .extended:
      return body(self[code].span)
    }
  }

  /// The first place of an ascending list of codes from which on all texts meet a test, found by
  /// halving.
  package func firstPlace(
    in codes: Cells<UInt32>, where meets: (Span<UInt8>) -> Bool
  ) -> Int {
    var reader: FrontedReader?
    if case .fronted(let texts) = texts { reader = FrontedReader(texts) }
    var (low, high) = (0, codes.count)
    while low < high {
      let middle = (low + high) / 2
      let isMet = reader?.withText(codes[middle], meets) ?? withText(codes[middle], meets)
      if isMet { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Calls a function with the bytes of some texts, one after the other, without copies.
  package func visit(_ codes: [UInt32], _ body: (_ code: UInt32, Span<UInt8>) -> Void) {
    if case .fronted(let texts) = texts {
      var reader = FrontedReader(texts)
      for code in codes { reader.withText(code) { body(code, $0) } }
      return
    }
    guard case .stored(let pool, let ends) = texts, ends.isUnchanged, codes.count > 64 else {
      for code in codes { withText(code) { body(code, $0) } }
      return
    }
    ends.withReader(0..<ends.count) { ends in
      unsafe pool.withBytes(0..<pool.count) { bytes in
        for code in codes {
          let start = code == 0 ? 0 : Int(ends[Int(code) - 1])
          let text = unsafe UnsafeBufferPointer(rebasing: bytes[start..<Int(ends[Int(code)])])
          unsafe body(code, Span(_unsafeElements: text))
        }
      }
    }
  }

  /// Calls a function with the bytes of texts that lie one behind the other, and where among them
  /// each ends; nil where they lie in another way.
  func withBytes<Result>(
    of codes: Range<UInt32>, _ body: (Span<UInt8>, _ ends: [Int64]) -> Result
  ) -> Result? {
    guard let first = codes.first, let last = codes.last else { return nil }
    switch texts {
    case .stored(let pool, let ends):
      let start = TextDictionary.range(of: Int(first), ends).lowerBound
      let places = ends.values(in: Int(first)..<Int(last) + 1)
      return pool.withSpan(start..<TextDictionary.range(of: Int(last), ends).upperBound) {
        body($0, places.map { $0 - Int64(start) })
      }
    case .collected(let table):
      let start = table.range(of: Int(first)).lowerBound
      let end = table.range(of: Int(last)).upperBound
      return body(
        table.pool.span.extracting(start..<end),
        table.ends[Int(first)...Int(last)].map { Int64($0 - start) })
    case .fronted, .extended: return nil
    }
  }

  private static func range(of index: Int, _ ends: Cells<Int64>) -> Range<Int> {
    (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  /// How texts lie in a book.
  package enum Stored: Sendable {
    /// All bytes, and where each text ends.
    case plain(pool: ByteRange, ends: Cells<Int64>)
    case fronted(FrontedTexts)
  }

  /// The texts as a book stores them.
  package var stored: Stored {
    switch texts {
    case .stored(let pool, let ends): return .plain(pool: pool, ends: ends)
    case .fronted(let texts): return .fronted(texts)
    case .collected(let table):
      if let fronted = FrontedTexts(table.pool.span, endingAt: table.ends.span) {
        return .fronted(fronted)
      }
      return .plain(
        pool: ByteRange(ByteStore(table.pool)),
        ends: Cells(packing: table.ends.map { Int64($0) }, missing: -1))
    case .extended:
      var builder = TextDictionaryBuilder()
      visit(Array(0..<UInt32(count))) { builder.append($1) }
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

  /// The code of a text as it lies in another dictionary.
  package func code(of bytes: ArraySlice<UInt8>) -> UInt32? {
    code(of: bytes.span)
  }

  private func code(of bytes: Span<UInt8>) -> UInt32? {
    if case .collected(let table) = texts {
      let range = 0..<bytes.count
      let code = hashed(table).code(of: bytes, range, TextHash.hash(bytes, range))
      return code == Missing.text ? nil : code
    }
    let slots = lateSlots.withLock { made in
      let slots = made ?? hashed()
      made = slots
      return slots
    }
    return code(of: bytes, slots)
  }

  /// For each text of another dictionary its code here, `Missing.text` where it has none.
  ///
  /// Links are followed by it, all texts of a column at once.
  package func codes(of other: TextDictionary) -> [UInt32] {
    if other === self { return Array(0..<UInt32(count)) }
    if case .collected(let mine) = texts, case .collected(let theirs) = other.texts {
      return mine.codes(of: theirs) { [self] in hashed(mine) }
    }
    var found: [UInt32] = []
    found.reserveCapacity(other.count)
    other.visit(Array(0..<UInt32(other.count))) { found.append(code(of: $1) ?? Missing.text) }
    return found
  }

  /// The table with its hashes.
  private func hashed(_ table: TextTable) -> TextTable {
    if table.isHashed { return table }
    return lateTable.withLock { made in
      if let made { return made }
      var hashed = table
      hashed.makeSlots()
      made = hashed
      return hashed
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
    visit(Array(0..<UInt32(count))) { code, text in
      let hash = TextHash.hash(text, 0..<text.count)
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
    guard case .collected(let table) = builder.finish().texts else { return (self, []) }
    return (TextDictionary(self, pool: table.pool, ends: table.ends), codes)
  }
}

/// Collects distinct texts and gives each its code.
package struct TextDictionaryBuilder: Sendable {
  private var table = TextTable()

  /// An empty dictionary to fill.
  package init() {}

  /// Number of distinct texts so far.
  package var count: Int { table.ends.count }

  /// The code of a text, new or known.
  package mutating func intern(_ bytes: some Collection<UInt8>) -> UInt32 {
    table.intern(Array(bytes).span)
  }

  /// The code of a text, new or known; importing calls it for every field of every file.
  package mutating func intern(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    table.intern(bytes.span)
  }

  /// The code of a text, new or known, as `TextDictionary.visit` shows it.
  package mutating func intern(_ bytes: Span<UInt8>) -> UInt32 {
    table.intern(bytes)
  }

  /// The codes of many texts that stand one behind the other, in their order.
  package mutating func intern(_ pool: [UInt8], endingAt ends: [UInt32]) -> [UInt32] {
    table.intern(pool, endingAt: ends)
  }

  /// Adds a text that is none of those that are there, which costs no search; who adds the texts of
  /// a dictionary so keeps its codes.
  ///
  /// - Precondition: no text was interned.
  package mutating func append(_ bytes: Span<UInt8>) {
    table.append(bytes)
  }

  /// The finished dictionary.
  package consuming func finish() -> TextDictionary {
    TextDictionary(table)
  }
}
