/// Texts and a hash table of them: what a dictionary is while it grows and when it is finished.
///
/// Memory is slow to answer and can be asked for many places at once, so where there are many texts
/// to look for, the first place of each of some is looked at before any of them is compared.
struct TextTable: Sendable {
  /// Texts that are looked for together.
  private static let batch = 32
  /// Texts that a thread looks for at a time.
  private static let part = 1 << 17

  private(set) var pool: [UInt8] = []
  /// Where each text ends in the pool; it begins where the one before ends.
  private(set) var ends: [Int] = []
  /// Open addressing: hash and code + 1 in each used slot; the count is a power of two.
  private var slots: [UInt64] = [UInt64](repeating: 0, count: 16)

  /// Where a text stands in the pool.
  func range(of code: Int) -> Range<Int> {
    (code == 0 ? 0 : ends[code - 1])..<ends[code]
  }

  /// The code of a range of bytes with a hash, `Missing.text` where they are no text of the table.
  func code(of bytes: Span<UInt8>, _ range: Range<Int>, _ hash: UInt64) -> UInt32 {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      if slots[slot] >> 32 == hash {
        let code = UInt32(truncatingIfNeeded: slots[slot]) - 1
        if isText(code, bytes, range) { return code }
      }
      slot = (slot + 1) & mask
    }
    return Missing.text
  }

  private func isText(_ code: UInt32, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let own = self.range(of: Int(code))
    return own.count == range.count
      && TextHash.areEqual(pool.span, own.lowerBound, bytes, range)
  }
}

// MARK: - Many at once

extension TextTable {
  /// For each text of another table its code here, `Missing.text` where it has none.
  ///
  /// Records are mostly named in the order in which they stand: the text behind the last one found
  /// is tried first.
  func codes(of other: TextTable) -> [UInt32] {
    let count = other.ends.count
    let parts = (count + TextTable.part - 1) / TextTable.part
    if parts < 2 { return codes(of: other, 0..<count) }
    return Workers.map(parts, rows: count) { part in
      let first = part * TextTable.part
      return codes(of: other, first..<Swift.min(first + TextTable.part, count))
    }.flatMap { $0 }
  }

  private func codes(of other: TextTable, _ others: Range<Int>) -> [UInt32] {
    var found = [UInt32](repeating: Missing.text, count: others.count)
    let theirs = other.pool.span
    var waiting = InlineArray<32, Int>(repeating: 0)
    var waitingCount = 0
    var next = 0
    for code in others {
      if next < ends.count, isText(UInt32(next), theirs, other.range(of: code)) {
        found[code - others.lowerBound] = UInt32(next)
        next += 1
        continue
      }
      waiting[waitingCount] = code
      waitingCount += 1
      if waitingCount == TextTable.batch {
        next = find(waiting, waitingCount, of: other, &found, from: others.lowerBound) ?? next
        waitingCount = 0
      }
    }
    _ = find(waiting, waitingCount, of: other, &found, from: others.lowerBound)
    return found
  }

  /// Looks for some texts of another table; the code behind the last one found.
  ///
  /// The codes go into a list that begins with that of the text `first`.
  private func find(
    _ waiting: borrowing InlineArray<32, Int>, _ count: Int, of other: TextTable,
    _ found: inout [UInt32], from first: Int
  ) -> Int? {
    let theirs = other.pool.span
    var hashes = InlineArray<32, UInt64>(repeating: 0)
    var firsts = InlineArray<32, UInt64>(repeating: 0)
    var places = InlineArray<32, Range<Int>>(repeating: 0..<0)
    for index in 0..<count {
      hashes[index] = TextHash.hash(theirs, other.range(of: waiting[index]))
      firsts[index] = firstSlot(hashes[index])
    }
    for index in 0..<count where firsts[index] != 0 {
      places[index] = range(of: Int(UInt32(truncatingIfNeeded: firsts[index])) - 1)
    }
    var next: Int?
    for index in 0..<count {
      let range = other.range(of: waiting[index])
      let isFirst =
        firsts[index] >> 32 == hashes[index] && places[index].count == range.count
        && firsts[index] != 0
        && TextHash.areEqual(pool.span, places[index].lowerBound, theirs, range)
      let code =
        isFirst
        ? UInt32(truncatingIfNeeded: firsts[index]) - 1 : code(of: theirs, range, hashes[index])
      found[waiting[index] - first] = code
      if code != Missing.text { next = Int(code) + 1 }
    }
    return next
  }

  @inline(__always)
  private func firstSlot(_ hash: UInt64) -> UInt64 {
    slots[Int(hash) & (slots.count - 1)]
  }

  /// The codes of many texts that stand one behind the other, in their order, new or known.
  mutating func intern(_ texts: [UInt8], endingAt textEnds: [UInt32]) -> [UInt32] {
    var codes: [UInt32] = []
    codes.reserveCapacity(textEnds.count)
    let bytes = texts.span
    var hashes = InlineArray<32, UInt64>(repeating: 0)
    var firsts = InlineArray<32, UInt64>(repeating: 0)
    var start = 0
    while codes.count < textEnds.count {
      let done = codes.count
      let count = Swift.min(TextTable.batch, textEnds.count - done)
      var place = start
      for index in 0..<count {
        let range = place..<Int(textEnds[done + index])
        place = range.upperBound
        hashes[index] = TextHash.hash(bytes, range)
        firsts[index] = firstSlot(hashes[index])
      }
      for index in 0..<count {
        let range = start..<Int(textEnds[done + index])
        start = range.upperBound
        // What stood in a slot still means its text, wherever that is now.
        let code = UInt32(truncatingIfNeeded: firsts[index]) &- 1
        let isFirst =
          firsts[index] >> 32 == hashes[index] && firsts[index] != 0 && isText(code, bytes, range)
        codes.append(isFirst ? code : intern(bytes, range, hashes[index]))
      }
    }
    return codes
  }
}

// MARK: - Growing

extension TextTable {
  /// The code of a text, new or known.
  mutating func intern(_ bytes: Span<UInt8>) -> UInt32 {
    let range = 0..<bytes.count
    return intern(bytes, range, TextHash.hash(bytes, range))
  }

  private mutating func intern(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ hash: UInt64
  ) -> UInt32 {
    let known = code(of: bytes, range, hash)
    if known != Missing.text { return known }
    if (ends.count + 1) * 2 > slots.count { grow() }
    let code = UInt32(ends.count)
    TextHash.append(bytes, range, to: &pool)
    ends.append(pool.count)
    put(hash << 32 | UInt64(code + 1))
    return code
  }

  /// Adds a text behind the others that nobody will look for.
  mutating func append(_ bytes: Span<UInt8>) {
    TextHash.append(bytes, 0..<bytes.count, to: &pool)
    ends.append(pool.count)
  }

  private mutating func put(_ used: UInt64) {
    let mask = slots.count - 1
    var slot = Int(used >> 32) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = used
  }

  private mutating func grow() {
    // Few steps up to the size of most columns, small ones beyond.
    let factor = slots.count < 1 << 16 ? 4 : 2
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * factor)
    for used in old where used != 0 { put(used) }
  }
}
