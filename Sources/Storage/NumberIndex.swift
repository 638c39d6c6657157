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
    var (plain, alike) = (KeyedCodes(), KeyedCodes())
    for code in 0..<UInt32(dictionary.count) {
      guard let keys = dictionary.withText(code, { NumberIdentity.keys($0) }) else { continue }
      plain.add(code, keys.plain)
      if let key = keys.alike { alike.add(code, key) }
    }
    self.plain = Cells(packing: plain.ordered, missing: Missing.text)
    self.alike = Cells(packing: alike.ordered, missing: Missing.text)
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

/// Codes on their way into the order of their keys.
///
/// A key stands for the digits of a number, not for their order, so a million numbers have a few
/// thousand keys: these are sorted, and codes only counted.
private struct KeyedCodes {
  private var groups: [UInt64: Int32] = [:]
  private var keys: [UInt64] = []
  private var counts: [Int] = []
  private var codes: [UInt32] = []
  private var groupOfCode: [Int32] = []

  /// Takes a code behind those that were taken.
  mutating func add(_ code: UInt32, _ key: UInt64) {
    let group = group(of: key)
    counts[Int(group)] += 1
    codes.append(code)
    groupOfCode.append(group)
  }

  private mutating func group(of key: UInt64) -> Int32 {
    if let group = groups[key] { return group }
    let group = Int32(keys.count)
    groups[key] = group
    keys.append(key)
    counts.append(0)
    return group
  }

  /// The codes by their keys, those of one key as they came.
  var ordered: [UInt32] {
    var next = counts
    var start = 0
    for group in keys.indices.sorted(by: { keys[$0] < keys[$1] }) {
      next[group] = start
      start += counts[group]
    }
    var ordered = [UInt32](repeating: 0, count: codes.count)
    for (code, group) in zip(codes, groupOfCode) {
      ordered[next[Int(group)]] = code
      next[Int(group)] += 1
    }
    return ordered
  }
}
