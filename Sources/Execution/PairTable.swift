import Columns

/// Numbers by keys of 64 bits; open addressing, a hundred million keys a second.
struct PairTable {
  /// Where a key stands; asked for again when the table has grown since.
  struct Place {
    fileprivate let slot: Int
    /// Whether the key was not there before.
    let isNew: Bool
  }

  private var keys: [UInt64]
  /// The number of each key; -1 in a slot that is free.
  private var numbers: [Int32]
  private(set) var count = 0
  /// The numbers of pairs of few prefixes and codes, found without a search; -1 where none is known
  /// yet.
  private var near: [Int32] = []

  private static let fewPrefixes = 256
  private static let fewCodes = 16

  init() {
    keys = [UInt64](repeating: 0, count: 16)
    numbers = [Int32](repeating: -1, count: 16)
  }

  /// The place of a key, which it gets if it has none; then its number must be set.
  mutating func place(of key: UInt64) -> Place {
    if (count + 1) * 2 > keys.count { grow() }
    let slot = slot(of: key)
    guard numbers[slot] < 0 else { return Place(slot: slot, isNew: false) }
    keys[slot] = key
    count += 1
    return Place(slot: slot, isNew: true)
  }

  subscript(place: Place) -> Int32 {
    get { numbers[place.slot] }
    set { numbers[place.slot] = newValue }
  }

  /// Numbers the pairs of some prefixes and codes, new ones on from the last.
  mutating func combine(_ prefixes: inout [Int32], with codes: [Int32]) {
    if near.isEmpty {
      near = [Int32](repeating: -1, count: PairTable.fewPrefixes * PairTable.fewCodes)
    }
    prefixes = RowLoops.map(prefixes, codes) { prefix, code in
      guard prefix < PairTable.fewPrefixes, code < PairTable.fewCodes else {
        return number(of: prefix, code)
      }
      let place = Int(prefix) * PairTable.fewCodes + Int(code)
      if near[place] < 0 { near[place] = number(of: prefix, code) }
      return near[place]
    }
  }

  /// The number of a pair, which it gets if it has none.
  private mutating func number(of prefix: Int32, _ code: Int32) -> Int32 {
    let key = UInt64(UInt32(bitPattern: prefix)) << 32 | UInt64(UInt32(bitPattern: code))
    let place = place(of: key)
    if place.isNew { numbers[place.slot] = Int32(count - 1) }
    return numbers[place.slot]
  }

  /// The slot of a key, or the free one where it would stand.
  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    let mixed = key &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(truncatingIfNeeded: mixed >> 32) & mask
    while numbers[slot] >= 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldNumbers) = (keys, numbers)
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    numbers = [Int32](repeating: -1, count: oldKeys.count * 2)
    for index in oldKeys.indices where oldNumbers[index] >= 0 {
      let slot = slot(of: oldKeys[index])
      keys[slot] = oldKeys[index]
      numbers[slot] = oldNumbers[index]
    }
  }
}
