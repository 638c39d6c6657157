/// Texts and how to find them: what a dictionary is while it grows and when it is finished.
///
/// Most columns of many texts are numbers of documents, which count upwards: each is behind all
/// that are written like it, so it is new without a search (`Ascent`). The hash table is made when
/// a text comes that is not.
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
  /// Open addressing: hash and code + 1 in each used slot; the count is a power of two, or zero as
  /// long as no text has to be searched.
  private var slots: [UInt64] = []
  /// The order of the texts; nil once they have none.
  private var ascent: Ascent? = Ascent()

  /// Whether texts can be searched by their hashes.
  var isHashed: Bool { !slots.isEmpty }

  /// Where a text stands in the pool.
  func range(of code: Int) -> Range<Int> {
    (code == 0 ? 0 : ends[code - 1])..<ends[code]
  }

  /// The code of a range of bytes with a hash, `Missing.text` where they are no text of the table.
  ///
  /// - Precondition: the table is hashed.
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
  /// Records are mostly named in the order in which they stand: what is named so is found by
  /// passing both tables once. For the others `hashed` gives this table with its hashes.
  func codes(of other: TextTable, hashed: @escaping @Sendable () -> TextTable) -> [UInt32] {
    var found = [UInt32](repeating: Missing.text, count: other.ends.count)
    let left = findInOrder(other, &found)
    if left.isEmpty { return found }
    let parts = (left.count + TextTable.part - 1) / TextTable.part
    let codes = Workers.map(parts, rows: left.count) { part in
      let first = part * TextTable.part
      return hashed().codes(
        of: other, left[first..<Swift.min(first + TextTable.part, left.count)])
    }
    for (part, codes) in codes.enumerated() {
      let first = part * TextTable.part
      for index in codes.indices { found[Int(left[first + index])] = codes[index] }
    }
    return found
  }

  /// Finds the texts of another table that stand in the order of these; the codes of the others.
  private func findInOrder(_ other: TextTable, _ found: inout [UInt32]) -> [UInt32] {
    guard let ascent else { return Array(0..<UInt32(other.ends.count)) }
    let (own, theirs) = (pool.span, other.pool.span)
    var cursor = Ascent.Cursor(ascent)
    var left: [UInt32] = []
    for code in other.ends.indices {
      // Where order does not help, it is not looked at any longer.
      if code & 0xFFF == 0xFFF, left.count > code / 4 {
        left += UInt32(code)..<UInt32(other.ends.count)
        break
      }
      switch cursor.find(theirs, other.range(of: code), in: own, ends.span) {
      case .found(let own): found[code] = own
      case .absent: break
      case .unknown: left.append(UInt32(code))
      }
    }
    return left
  }

  private func codes(of other: TextTable, _ others: ArraySlice<UInt32>) -> [UInt32] {
    var found = [UInt32](repeating: Missing.text, count: others.count)
    let theirs = other.pool.span
    var waiting = InlineArray<32, Int>(repeating: 0)
    var waitingCount = 0
    var next = 0
    for (place, code) in others.enumerated() {
      if next < ends.count, isText(UInt32(next), theirs, other.range(of: Int(code))) {
        found[place] = UInt32(next)
        next += 1
        continue
      }
      waiting[waitingCount] = place
      waitingCount += 1
      if waitingCount == TextTable.batch {
        next = find(waiting, waitingCount, others, of: other, &found) ?? next
        waitingCount = 0
      }
    }
    _ = find(waiting, waitingCount, others, of: other, &found)
    return found
  }

  /// Looks for some texts of another table, by their places among those to look for; the code
  /// behind the last one found.
  private func find(
    _ waiting: borrowing InlineArray<32, Int>, _ count: Int, _ others: ArraySlice<UInt32>,
    of other: TextTable, _ found: inout [UInt32]
  ) -> Int? {
    func wanted(_ index: Int) -> Range<Int> {
      other.range(of: Int(others[others.startIndex + waiting[index]]))
    }
    let theirs = other.pool.span
    var hashes = InlineArray<32, UInt64>(repeating: 0)
    var firsts = InlineArray<32, UInt64>(repeating: 0)
    var places = InlineArray<32, Range<Int>>(repeating: 0..<0)
    for index in 0..<count {
      hashes[index] = TextHash.hash(theirs, wanted(index))
      firsts[index] = firstSlot(hashes[index])
    }
    for index in 0..<count where firsts[index] != 0 {
      places[index] = range(of: Int(UInt32(truncatingIfNeeded: firsts[index])) - 1)
    }
    var next: Int?
    for index in 0..<count {
      let range = wanted(index)
      let isFirst =
        firsts[index] >> 32 == hashes[index] && places[index].count == range.count
        && firsts[index] != 0
        && TextHash.areEqual(pool.span, places[index].lowerBound, theirs, range)
      let code =
        isFirst
        ? UInt32(truncatingIfNeeded: firsts[index]) - 1 : code(of: theirs, range, hashes[index])
      found[waiting[index]] = code
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
    var firsts = InlineArray<32, UInt32>(repeating: Missing.text)
    var places = InlineArray<32, Range<Int>>(repeating: 0..<0)
    var start = 0
    while !isHashed, codes.count < textEnds.count {
      let range = start..<Int(textEnds[codes.count])
      start = range.upperBound
      codes.append(intern(bytes, range))
    }
    while codes.count < textEnds.count {
      let done = codes.count
      let count = Swift.min(TextTable.batch, textEnds.count - done)
      var place = start
      for index in 0..<count {
        let range = place..<Int(textEnds[done + index])
        place = range.upperBound
        hashes[index] = TextHash.hash(bytes, range)
        let used = firstSlot(hashes[index])
        let isAlike = used >> 32 == hashes[index] && used != 0
        firsts[index] = isAlike ? UInt32(truncatingIfNeeded: used) - 1 : Missing.text
      }
      for index in 0..<count where firsts[index] != Missing.text {
        places[index] = self.range(of: Int(firsts[index]))
      }
      place = start
      for index in 0..<count {
        let range = place..<Int(textEnds[done + index])
        place = range.upperBound
        guard firsts[index] != Missing.text else { continue }
        let isSame =
          places[index].count == range.count
          && TextHash.areEqual(pool.span, places[index].lowerBound, bytes, range)
        if !isSame { firsts[index] = Missing.text }
      }
      for index in 0..<count {
        let range = start..<Int(textEnds[done + index])
        start = range.upperBound
        // What stood in a slot still means its text, wherever that is now.
        let code = firsts[index]
        codes.append(code != Missing.text ? code : intern(bytes, range, hashes[index]))
      }
    }
    return codes
  }
}

// MARK: - Growing

extension TextTable {
  /// The code of a text, new or known.
  mutating func intern(_ bytes: Span<UInt8>) -> UInt32 {
    intern(bytes, 0..<bytes.count)
  }

  private mutating func intern(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    if !isHashed {
      switch ascent?.step(bytes, range, over: pool.span, ends.span) {
      case .same(let code)?: return code
      case .next(let kind, let place)?:
        ascent?.take(UInt32(ends.count), kind: kind, place: place)
        return append(bytes, range)
      case .back?, nil: makeSlots()
      }
    }
    return intern(bytes, range, TextHash.hash(bytes, range))
  }

  private mutating func intern(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ hash: UInt64
  ) -> UInt32 {
    let known = code(of: bytes, range, hash)
    if known != Missing.text { return known }
    if (ends.count + 1) * 2 > slots.count { grow() }
    let code = append(bytes, range)
    put(hash << 32 | UInt64(code + 1))
    return code
  }

  /// Adds a text that is none of these, without entering it into the hash table.
  private mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    TextHash.append(bytes, range, to: &pool)
    ends.append(pool.count)
    return UInt32(ends.count - 1)
  }

  /// Adds a text that is none of these.
  ///
  /// - Precondition: the table is not hashed.
  mutating func append(_ bytes: Span<UInt8>) {
    precondition(!isHashed, "a table without hashes")
    let range = 0..<bytes.count
    if case .next(let kind, let place)? = ascent?.step(bytes, range, over: pool.span, ends.span) {
      ascent?.take(UInt32(ends.count), kind: kind, place: place)
    } else {
      ascent = nil
    }
    _ = append(bytes, range)
  }

  /// Makes the hash table of the texts that are there.
  mutating func makeSlots() {
    ascent = nil
    var size = 16
    while size < ends.count * 2 + 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    for code in ends.indices {
      put(TextHash.hash(pool.span, range(of: code)) << 32 | UInt64(code + 1))
    }
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
