/// DEFLATE (RFC 1951) with its fixed codes: quick, simple, good enough for the markup of sheets.
///
/// Each piece of input becomes a block of its own; repetitions are looked for within a piece.
struct Deflater {
  private var pending: UInt64 = 0
  private var pendingCount: UInt64 = 0
  /// Where each hash of three bytes was last seen in the piece, plus one.
  private var places: [Int32] = []

  private static let hashBits = 15
  private static let shortest = 3
  private static let longest = 258
  private static let farthest = 32_768

  /// Adds a piece of input to the compressed output.
  mutating func append(_ bytes: [UInt8], to output: inout [UInt8]) {
    if bytes.isEmpty { return }
    // Not the last block, with fixed codes.
    put(0b010, count: 3, to: &output)
    places = [Int32](repeating: 0, count: 1 << Self.hashBits)
    var place = 0
    while place < bytes.count {
      let found = repetition(in: bytes, at: place)
      guard let found else {
        put(Self.symbols[Int(bytes[place])], to: &output)
        place += 1
        continue
      }
      put(length: found.length, to: &output)
      put(distance: found.distance, to: &output)
      for next in (place + 1)..<(place + found.length) { remember(next, in: bytes) }
      place += found.length
    }
    put(Self.symbols[256], to: &output)
  }

  /// Ends the output with an empty last block.
  mutating func finish(into output: inout [UInt8]) {
    put(0b011, count: 3, to: &output)
    put(Self.symbols[256], to: &output)
    if pendingCount > 0 { put(0, count: 8 - pendingCount, to: &output) }
  }

  // MARK: Repetitions

  private func hash(_ bytes: [UInt8], _ place: Int) -> Int {
    let three =
      UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
    return Int((three &* 0x9E37_79B1) >> UInt32(32 - Self.hashBits))
  }

  private mutating func remember(_ place: Int, in bytes: [UInt8]) {
    guard place + Self.shortest <= bytes.count else { return }
    places[hash(bytes, place)] = Int32(truncatingIfNeeded: place + 1)
  }

  private mutating func repetition(
    in bytes: [UInt8], at place: Int
  ) -> (length: Int, distance: Int)? {
    guard place + Self.shortest <= bytes.count else { return nil }
    let slot = hash(bytes, place)
    let before = Int(places[slot]) - 1
    places[slot] = Int32(truncatingIfNeeded: place + 1)
    guard before >= 0, place - before <= Self.farthest else { return nil }
    let most = min(Self.longest, bytes.count - place)
    var length = 0
    while length < most, bytes[before + length] == bytes[place + length] { length += 1 }
    return length >= Self.shortest ? (length, place - before) : nil
  }

  // MARK: Bits

  private mutating func put(_ bits: UInt64, count: UInt64, to output: inout [UInt8]) {
    pending |= bits << pendingCount
    pendingCount += count
    while pendingCount >= 8 {
      output.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingCount -= 8
    }
  }

  private mutating func put(_ code: (bits: UInt64, count: UInt64), to output: inout [UInt8]) {
    put(code.bits, count: code.count, to: &output)
  }

  private mutating func put(length: Int, to output: inout [UInt8]) {
    let row = Self.lengths.lastIndex { $0.first <= length } ?? 0
    put(Self.symbols[257 + row], to: &output)
    put(UInt64(length - Self.lengths[row].first), count: Self.lengths[row].extra, to: &output)
  }

  private mutating func put(distance: Int, to output: inout [UInt8]) {
    let row = Self.distances.lastIndex { $0.first <= distance } ?? 0
    put(Self.reversed(UInt64(row), 5), count: 5, to: &output)
    put(
      UInt64(distance - Self.distances[row].first), count: Self.distances[row].extra, to: &output)
  }

  // MARK: The fixed codes

  /// Bytes, the end of a block and the lengths, as section 3.2.6 of the RFC has them.
  private static let symbols: [(bits: UInt64, count: UInt64)] = (0..<288).map { symbol in
    let number = UInt64(symbol)
    switch symbol {
    case ..<144: return (reversed(0x30 + number, 8), 8)
    case ..<256: return (reversed(0x190 + number - 144, 9), 9)
    case ..<280: return (reversed(number - 256, 7), 7)
    default: return (reversed(0xC0 + number - 280, 8), 8)
    }
  }

  /// The shortest length of each code, and the bits that follow it.
  private static let lengths: [(first: Int, extra: UInt64)] = {
    var rows: [(first: Int, extra: UInt64)] = (3...10).map { ($0, 0) }
    var first = 11
    for extra in UInt64(1)...5 {
      for _ in 0..<4 {
        rows.append((first, extra))
        first += 1 << Int(extra)
      }
    }
    // The longest one has a code of its own.
    return rows + [(longest, 0)]
  }()

  /// The shortest distance of each code, and the bits that follow it.
  private static let distances: [(first: Int, extra: UInt64)] = {
    var rows: [(first: Int, extra: UInt64)] = (1...4).map { ($0, 0) }
    var first = 5
    for extra in UInt64(1)...13 {
      for _ in 0..<2 {
        rows.append((first, extra))
        first += 1 << Int(extra)
      }
    }
    return rows
  }()

  /// The bits of a code in the order in which they are sent.
  private static func reversed(_ code: UInt64, _ count: UInt64) -> UInt64 {
    (0..<count).reduce(0) { $0 | (code >> $1 & 1) << (count - 1 - $1) }
  }
}
