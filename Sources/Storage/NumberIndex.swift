import Columns
import Model

/// The rows of a collection by the digits of their numbers, whatever stands around them.
///
/// It finds candidates; `NumberIdentity` decides which of them are alike.
struct NumberIndex: Sendable, Equatable {
  /// The codes of numbers with digits, ordered by the key of each reading: first as they are, then
  /// those that have letters like digits, read as these.
  let plain: Cells<UInt32>
  let alike: Cells<UInt32>

  init(plain: Cells<UInt32>, alike: Cells<UInt32>) {
    (self.plain, self.alike) = (plain, alike)
  }

  /// Indexes the distinct numbers of a column.
  ///
  /// - Complexity: one look at each number, and sorting their keys.
  init(_ dictionary: TextDictionary) {
    var plain: [(key: UInt64, code: UInt32)] = []
    var alike: [(key: UInt64, code: UInt32)] = []
    for code in 0..<UInt32(dictionary.count) {
      guard let keys = NumberIdentity.keys(dictionary[code]) else { continue }
      plain.append((keys.plain, code))
      if let key = keys.alike { alike.append((key, code)) }
    }
    self.plain = NumberIndex.ordered(&plain)
    self.alike = NumberIndex.ordered(&alike)
  }

  private static func ordered(_ keyed: inout [(key: UInt64, code: UInt32)]) -> Cells<UInt32> {
    keyed.sort { $0.key != $1.key ? $0.key < $1.key : $0.code < $1.code }
    return Cells(packing: keyed.map(\.code), missing: Missing.text)
  }

  static func == (a: NumberIndex, b: NumberIndex) -> Bool {
    a.plain.elementsEqual(b.plain) && a.alike.elementsEqual(b.alike)
  }

  /// The codes of the numbers that meet a number under one of its keys.
  func codes(resembling number: [UInt8], in dictionary: TextDictionary) -> Set<UInt32> {
    guard let keys = NumberIdentity.keys(number[...]) else { return [] }
    var found: Set<UInt32> = []
    for key in [keys.plain, keys.alike].compactMap({ $0 }) {
      found.formUnion(NumberIndex.codes(plain, key) { NumberIdentity.keys(dictionary[$0])?.plain })
      found.formUnion(NumberIndex.codes(alike, key) { NumberIdentity.keys(dictionary[$0])?.alike })
    }
    return found
  }

  /// The codes with a key, found by halving.
  private static func codes(
    _ order: Cells<UInt32>, _ key: UInt64, _ keyOf: (UInt32) -> UInt64?
  ) -> [UInt32] {
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      if keyOf(order[middle]) ?? 0 < key { low = middle + 1 } else { high = middle }
    }
    var found: [UInt32] = []
    while low < order.count, keyOf(order[low]) == key {
      found.append(order[low])
      low += 1
    }
    return found
  }
}
