import Accounting
import Columns
import Model

/// Which records are worth comparing: those that share their firm and amount within a week, or
/// their number, found by sorting keys.
///
/// So a million records are a million comparisons or so, and not their square.
struct DuplicateBlocks {
  private let facts: DuplicateFacts
  private let firms: [RowIndex]
  /// Neighbours by day in a block that each record is compared with.
  private static let mostNeighbours = 16
  /// Days beyond which a pair whose numbers are not the same is not looked at.
  private static let mostDays: Int32 = 120
  /// The same for pairs whose numbers are not alike, or not of one firm.
  private static let mostDaysWithoutNumber: Int32 = 7

  init(_ facts: DuplicateFacts, _ firms: Firms) {
    self.facts = facts
    self.firms = facts.parties.map { $0 < 0 ? $0 : firms.firmOfParty[Int($0)] }
  }

  /// Entries of one firm and amount, by day.
  func charges() -> [ArraySlice<Int32>] {
    blocks { firms[$0] < 0 ? nil : key(UInt64(UInt32(firms[$0])), amount($0)) }
  }

  /// How many entries of its firm have the number of each entry.
  func uses() -> [Int32] {
    var uses = [Int32](repeating: 1, count: firms.count)
    for block in byNumber(facts.forms) {
      for place in block { uses[Int(place)] = Int32(block.count) }
    }
    return uses
  }

  /// The pairs to compare, each once, the earlier entry first.
  func pairs(
    _ charges: [ArraySlice<Int32>], unless isInterrupted: () -> Bool
  ) throws(Interruption) -> [UInt64] {
    var pairs: [UInt64] = []
    for numbers in [facts.forms, facts.unseparated] {
      add(byNumber(numbers), within: .max, to: &pairs)
      if isInterrupted() { throw Interruption() }
      let sameNumberAndAmount = blocks {
        numbers[$0] == Missing.text ? nil : key(UInt64(numbers[$0]) << 1 | 1, amount($0))
      }
      add(sameNumberAndAmount, within: DuplicateBlocks.mostDaysWithoutNumber, to: &pairs)
      if isInterrupted() { throw Interruption() }
    }
    let sameLetters = blocks { entry -> UInt64? in
      guard facts.letters[entry] != Missing.text, firms[entry] >= 0 else { return nil }
      return key(
        UInt64(facts.letters[entry]) << 32 | UInt64(UInt32(firms[entry])), amount(entry))
    }
    add(sameLetters, within: DuplicateBlocks.mostDays, to: &pairs)
    if isInterrupted() { throw Interruption() }
    add(charges, within: DuplicateBlocks.mostDaysWithoutNumber, to: &pairs)
    pairs.sort()
    var distinct: [UInt64] = []
    for pair in pairs where pair != distinct.last { distinct.append(pair) }
    return distinct
  }

  /// Entries of one firm and number, by day.
  private func byNumber(_ numbers: [UInt32]) -> [ArraySlice<Int32>] {
    blocks { entry -> UInt64? in
      guard numbers[entry] != Missing.text, firms[entry] >= 0 else { return nil }
      return key(UInt64(UInt32(firms[entry])), UInt64(numbers[entry]))
    }
  }

  private func add(
    _ blocks: [ArraySlice<Int32>], within mostDays: Int32, to pairs: inout [UInt64]
  ) {
    for block in blocks {
      for start in block.indices {
        let last = min(block.endIndex, start + 1 + DuplicateBlocks.mostNeighbours)
        for next in start + 1..<max(start + 1, last) {
          let (a, b) = (block[start], block[next])
          if facts.days[Int(b)] - facts.days[Int(a)] > mostDays { break }
          pairs.append(UInt64(UInt32(min(a, b))) << 32 | UInt64(UInt32(max(a, b))))
        }
      }
    }
  }

  /// The entries with equal keys, each block by day; those alone in theirs are left out.
  ///
  /// Different things may get the same key once in a while: scoring looks again.
  private func blocks(_ key: (Int) -> UInt64?) -> [ArraySlice<Int32>] {
    var keyed: [(key: UInt64, entry: Int32)] = []
    keyed.reserveCapacity(facts.rows.count)
    for entry in facts.rows.indices where facts.days[entry] != Missing.day {
      if let key = key(entry) { keyed.append((key, Int32(entry))) }
    }
    keyed.sort { a, b in
      if a.key != b.key { return a.key < b.key }
      let (day, other) = (facts.days[Int(a.entry)], facts.days[Int(b.entry)])
      return day != other ? day < other : a.entry < b.entry
    }
    let entries = keyed.map(\.entry)
    var blocks: [ArraySlice<Int32>] = []
    var start = 0
    for end in keyed.indices.dropFirst() where keyed[end].key != keyed[start].key {
      if end - start > 1 { blocks.append(entries[start..<end]) }
      start = end
    }
    if keyed.count - start > 1 { blocks.append(entries[start...]) }
    return blocks
  }

  private func amount(_ entry: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: facts.amounts[entry]) &* 0x1_0001 &+ UInt64(facts.currencies[entry])
  }

  /// Two parts mixed to one key.
  private func key(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let mixed = (a &* 0x9E37_79B9_7F4A_7C15) ^ (b &* 0xC2B2_AE3D_27D4_EB4F)
    return (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
  }
}
