/// Texts that mostly begin like the one before them, as numbers of documents do: of each is kept
/// how many bytes it shares with that one, and the others.
///
///     INV-2026-0417    0 13 INV-2026-0417
///     INV-2026-0418    12 1 8
///
/// Each sixteenth is whole, so that a text is found by passing fifteen at most.
package struct FrontedTexts: Sendable {
  /// Texts from one that is whole to the next.
  static let groupSize = 16

  /// The texts: the number of shared bytes, that of the others, and the others.
  package let pool: ByteRange
  /// Where each group begins in the pool.
  package let starts: Cells<Int64>
  package let count: Int

  /// Texts that lie in a book; nil where there are not as many groups as they need.
  package init?(pool: ByteRange, starts: Cells<Int64>, count: Int) {
    let groups = (count + FrontedTexts.groupSize - 1) / FrontedTexts.groupSize
    guard starts.count == groups else { return nil }
    (self.pool, self.starts, self.count) = (pool, starts, count)
  }

  /// Packs texts that lie one behind the other, each ending where it says; nil where that does not
  /// take a third less room.
  init?(_ texts: Span<UInt8>, endingAt ends: Span<Int>) {
    let limit = (texts.count + 3 * ends.count) / 3 * 2
    var pool: [UInt8] = []
    var starts: [Int64] = []
    var (last, start) = (0..<0, 0)
    for code in ends.indices {
      if code % FrontedTexts.groupSize == 0 {
        // Most dictionaries show soon what they are like.
        if code == 1 << 12, pool.count * ends.count > limit * code { return nil }
        starts.append(Int64(pool.count))
        last = start..<start
      }
      let text = start..<ends[code]
      let shared = FrontedTexts.shared(texts, last, text)
      FrontedTexts.append(shared, to: &pool)
      FrontedTexts.append(text.count - shared, to: &pool)
      TextHash.append(texts, (start + shared)..<text.upperBound, to: &pool)
      if pool.count > limit { return nil }
      last = text
      start = text.upperBound
    }
    count = ends.count
    self.pool = ByteRange(ByteStore(pool))
    self.starts = Cells(packing: starts, missing: -1)
  }

  private static func shared(_ texts: Span<UInt8>, _ a: Range<Int>, _ b: Range<Int>) -> Int {
    let most = Swift.min(a.count, b.count)
    var count = 0
    while count < most, texts[a.lowerBound + count] == texts[b.lowerBound + count] { count += 1 }
    return count
  }

  /// Seven bits a byte, the lowest first.
  private static func append(_ number: Int, to pool: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      pool.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    pool.append(UInt8(truncatingIfNeeded: rest))
  }

  /// The bytes of a text.
  func text(_ code: UInt32) -> [UInt8] {
    var reader = FrontedReader(self)
    return reader.text(code)
  }

  /// Where a group stands in the pool.
  fileprivate func range(of group: Int) -> Range<Int> {
    let end = group + 1 < starts.count ? Int(starts[group + 1]) : pool.count
    let start = Int(starts[group])
    // What is damaged is told by its checksum, and never read beyond its end.
    guard start >= 0, start <= end, end <= pool.count else { return 0..<0 }
    return start..<end
  }
}

/// Reads texts one after the other, where that is faster than each on its own.
struct FrontedReader {
  private let texts: FrontedTexts
  private var group = -1
  /// Where the group stands in the pool.
  private var range = 0..<0
  /// Where in the group its next text begins, and which it is.
  private var place = 0
  private var next = 0
  /// The last text that was read, and behind it what longer ones before it have left.
  private var text = [UInt8](repeating: 0, count: 64)
  private var length = 0

  init(_ texts: FrontedTexts) {
    self.texts = texts
  }

  /// The bytes of a text.
  mutating func text(_ code: UInt32) -> [UInt8] {
    move(to: Int(code))
    return Array(text[..<length])
  }

  /// Calls a function with the bytes of a text.
  mutating func withText<Result>(_ code: UInt32, _ body: (Span<UInt8>) -> Result) -> Result {
    move(to: Int(code))
    return body(text.span.extracting(first: length))
  }

  private mutating func move(to code: Int) {
    precondition(code >= 0 && code < texts.count, "a text of the dictionary")
    if code / FrontedTexts.groupSize != group || code < next - 1 {
      group = code / FrontedTexts.groupSize
      range = texts.range(of: group)
      (place, next, length) = (0, group * FrontedTexts.groupSize, 0)
    }
    texts.pool.withSpan(range) { bytes in
      while next <= code { pass(bytes) }
    }
  }

  /// Goes on to the next text of the group.
  private mutating func pass(_ bytes: Span<UInt8>) {
    let shared = Swift.min(number(bytes), length)
    let count = Swift.min(number(bytes), bytes.count - place)
    length = shared + count
    while text.count < length { text += repeatElement(0, count: text.count) }
    for index in 0..<count { text[shared + index] = bytes[place + index] }
    place += count
    next += 1
  }

  private mutating func number(_ bytes: Span<UInt8>) -> Int {
    var (number, shift) = (0, 0)
    while place < bytes.count, shift < 56 {
      let byte = bytes[place]
      place += 1
      number |= Int(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return number
  }
}
