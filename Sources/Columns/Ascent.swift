/// Texts that count upwards: of each kind, the last one.
///
///     INV-0001  BILL-0001  INV-0002  INV-0003  BILL-0002
///
/// A kind is a length and the letters in front of the first digit. As long as each text is behind
/// the last one of its kind, byte by byte, no two are the same, and a text is searched by passing
/// those of its kind.
struct Ascent: Sendable {
  /// Most kinds; texts of more are in no order worth to be looked at.
  private static let limit = 8
  /// Bytes in front of the first digit that count.
  private static let letters = 4

  private var kinds = InlineArray<8, UInt64>(repeating: 0)
  private var firsts = InlineArray<8, UInt32>(repeating: 0)
  private var lasts = InlineArray<8, UInt32>(repeating: 0)
  private var count = 0

  /// What a text is to those before it.
  enum Step {
    /// It is behind all of its kind, which has a place.
    case next(kind: UInt64, place: Int)
    /// It is the last one of its kind.
    case same(UInt32)
    /// Neither.
    case back
  }

  /// What a text is to those of a pool, which end where they say.
  func step(
    _ bytes: Span<UInt8>, _ range: Range<Int>, over pool: Span<UInt8>, _ ends: Span<Int>
  ) -> Step {
    let kind = Ascent.kind(of: bytes, range)
    guard let place = place(of: kind) else {
      return count < Ascent.limit ? .next(kind: kind, place: count) : .back
    }
    let last = lasts[place]
    let order = Ascent.order(bytes, range, pool, Ascent.range(of: last, ends))
    return order == 0 ? .same(last) : order < 0 ? .back : .next(kind: kind, place: place)
  }

  /// Takes a text that steps forward.
  mutating func take(_ code: UInt32, kind: UInt64, place: Int) {
    if place == count {
      (kinds[place], firsts[place]) = (kind, code)
      count += 1
    }
    lasts[place] = code
  }

  private func place(of kind: UInt64) -> Int? {
    for place in 0..<count where kinds[place] == kind { return place }
    return nil
  }

  /// The length, and the bytes in front of the first digit.
  private static func kind(of bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var written: UInt64 = 0
    for index in range.prefix(letters) {
      let byte = bytes[index]
      if byte &- UInt8(ascii: "0") < 10 { break }
      written = written << 8 | UInt64(byte)
    }
    return UInt64(truncatingIfNeeded: range.count) << 32 | written
  }

  private static func range(of code: UInt32, _ ends: Span<Int>) -> Range<Int> {
    (code == 0 ? 0 : ends[Int(code) - 1])..<ends[Int(code)]
  }

  /// Below zero where the first of two texts of one length comes first, zero where they are equal.
  private static func order(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ others: Span<UInt8>, _ other: Range<Int>
  ) -> Int {
    var (index, place) = (range.lowerBound, other.lowerBound)
    while index + 8 <= range.upperBound {
      let mine = TextHash.word(bytes, at: index).byteSwapped
      let theirs = TextHash.word(others, at: place).byteSwapped
      if mine != theirs { return mine < theirs ? -1 : 1 }
      index += 8
      place += 8
    }
    let mine = TextHash.tail(bytes, index..<range.upperBound)
    let theirs = TextHash.tail(others, place..<other.upperBound)
    return mine == theirs ? 0 : mine < theirs ? -1 : 1
  }
}

// MARK: - Searching

extension Ascent {
  /// Passes texts that count upwards, to find others that do so.
  struct Cursor {
    /// Texts that are passed for one that is searched.
    private static let reach = 64

    private let ascent: Ascent
    /// Of each kind the next text, or the last one.
    private var nexts: InlineArray<8, UInt32>

    /// A cursor in front of all texts.
    init(_ ascent: Ascent) {
      self.ascent = ascent
      nexts = ascent.firsts
    }

    /// What is known of a text that is searched.
    enum Result {
      case found(UInt32)
      /// No text is the same.
      case absent
      /// It is not where it was looked for.
      case unknown
    }

    /// Looks for a text among those of a pool, from where the one before it was found.
    mutating func find(
      _ bytes: Span<UInt8>, _ range: Range<Int>, in pool: Span<UInt8>, _ ends: Span<Int>
    ) -> Result {
      guard let place = ascent.place(of: Ascent.kind(of: bytes, range)) else { return .absent }
      let start = nexts[place]
      for _ in 0..<Cursor.reach {
        let next = nexts[place]
        let order = Ascent.order(bytes, range, pool, Ascent.range(of: next, ends))
        // What would stand between the last one passed and the next is not there.
        if order < 0 { return next == start ? .unknown : .absent }
        if order > 0, next == ascent.lasts[place] { return .absent }
        pass(place, in: pool, ends)
        if order == 0 { return .found(next) }
      }
      return .unknown
    }

    /// Goes on to the next text of a kind, if there is one.
    private mutating func pass(_ place: Int, in pool: Span<UInt8>, _ ends: Span<Int>) {
      guard nexts[place] < ascent.lasts[place] else { return }
      repeat {
        nexts[place] += 1
      } while Ascent.kind(of: pool, Ascent.range(of: nexts[place], ends)) != ascent.kinds[place]
    }
  }
}
