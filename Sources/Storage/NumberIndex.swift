import Columns
import Model

/// The rows of a collection by the digits of their numbers, whatever stands around them.
///
/// It finds candidates; `NumberIdentity` decides which of them are alike.
struct NumberIndex: Sendable {
  private let numbers: (codes: [UInt32], dictionary: TextDictionary)
  private let plain: LinkIndex
  private let alike: LinkIndex
  private let mask: UInt64

  /// Indexes a column of numbers.
  ///
  /// - Complexity: one look at each distinct number, one step for each row.
  init(_ codes: [UInt32], _ dictionary: TextDictionary) {
    numbers = (codes, dictionary)
    var size = 16
    while size < dictionary.count { size *= 2 }
    mask = UInt64(size - 1)
    var slots = [RowIndex](repeating: .missing, count: dictionary.count)
    var others: [UInt32: RowIndex] = [:]
    for code in 0..<dictionary.count {
      guard let keys = NumberIdentity.keys(dictionary[UInt32(code)]) else { continue }
      slots[code] = NumberIndex.slot(keys.plain, mask)
      if let key = keys.alike { others[UInt32(code)] = NumberIndex.slot(key, mask) }
    }
    plain = LinkIndex(
      codes.map { $0 == Missing.text ? .missing : slots[Int($0)] }, targetCount: size)
    alike = LinkIndex(
      others.isEmpty ? [] : codes.map { others[$0] ?? .missing },
      targetCount: others.isEmpty ? 1 : size)
    hasOthers = !others.isEmpty
  }

  private let hasOthers: Bool

  private static func slot(_ key: UInt64, _ mask: UInt64) -> RowIndex {
    RowIndex((key ^ (key >> 32)) & mask)
  }

  /// The rows whose number is alike, each with its number and how much.
  func rows(
    resembling number: [UInt8]
  ) -> [(row: RowIndex, number: Text, likeness: NumberIdentity.Likeness)] {
    guard let keys = NumberIdentity.keys(number[...]) else { return [] }
    var candidates: Set<RowIndex> = []
    for key in [keys.plain, keys.alike].compactMap({ $0 }) {
      let slot = NumberIndex.slot(key, mask)
      candidates.formUnion(plain[slot])
      if hasOthers { candidates.formUnion(alike[slot]) }
    }
    return candidates.sorted().compactMap { row in
      let found = Array(numbers.dictionary[numbers.codes[Int(row)]])
      return NumberIdentity.likeness(number, found).map { (row, Text(found), $0) }
    }
  }
}
