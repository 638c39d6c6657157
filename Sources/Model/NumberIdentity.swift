/// When two numbers of documents, as people write them, may be the same number.
///
///     written        normal form
///     INV-00346      inv346       letters fold, separators go, zeros in front of digits go
///     inv 346        inv346
///     2O26/0017      202617       an O between digits is a zero, an I or L there a one
package enum NumberIdentity {
  /// The normal form of a number: equal for numbers that differ in case, accents, separators, zeros
  /// in front of a group of digits, or in O and 0, I and 1, L and 1 between digits.
  package static func normal(_ bytes: some Collection<UInt8>) -> [UInt8] {
    pieces(of: Array(bytes), reading: .betweenDigits).flatMap(\.bytes)
  }

  /// How much alike two numbers are; the closest comes first.
  package enum Likeness: Int, Sendable, Comparable {
    /// Their normal forms are equal.
    case same
    /// Their digits are equal, and one of them has no letters: `611365` and `INV-611365`.
    case sameDigits
    /// They are equal once each O beside digits is a zero, and each I and L a one.
    case alike
    /// Two neighboring digits or letters have changed places.
    case transposed

    /// Whether one is closer than the other.
    package static func < (a: Likeness, b: Likeness) -> Bool { a.rawValue < b.rawValue }
  }

  /// How much alike two numbers are; nil where they are different numbers.
  package static func likeness(_ a: [UInt8], _ b: [UInt8]) -> Likeness? {
    let (x, y) = (Forms(a), Forms(b))
    guard x.hasDigits, y.hasDigits else { return x.normal == y.normal ? .same : nil }
    if x.normal == y.normal { return .same }
    let isOneBare = !x.hasLetters || !y.hasLetters
    if isOneBare, x.digits == y.digits { return .sameDigits }
    if x.alike == y.alike { return .alike }
    if isTransposed(x.normal, y.normal) || isTransposed(x.compact, y.compact)
      || (isOneBare && isTransposed(x.digits, y.digits))
    {
      return .transposed
    }
    return nil
  }

  /// Keys under which numbers that are alike meet: one for each way of reading the number.
  ///
  /// A key depends on the digits other than zero, not on their order, so that zeros and transposed
  /// digits change nothing. Nil where the number has no digits.
  package static func keys(_ bytes: ArraySlice<UInt8>) -> (plain: UInt64, alike: UInt64?)? {
    var plain: UInt64 = 0
    var others: UInt64 = 0
    // The letters that may be ones, of the run of digits and such letters that is being read: all
    // that no digit has followed yet, and those of them in front of the first digit.
    var (open, leading): (UInt64, UInt64) = (0, 0)
    var hasDigits = false
    var isRunOfDigits = false
    for byte in bytes {
      switch byte | 0x20 {
      case UInt8(ascii: "i"), UInt8(ascii: "l"): open &+= weight(1)
      case UInt8(ascii: "o"): continue
      case UInt8(ascii: "0")...UInt8(ascii: "9") where byte >= UInt8(ascii: "0"):
        hasDigits = true
        // Between digits such a letter is always a one.
        if isRunOfDigits { plain &+= open } else { leading = open }
        (open, isRunOfDigits) = (0, true)
        if byte != UInt8(ascii: "0") { plain &+= weight(byte - UInt8(ascii: "0")) }
      default:
        if isRunOfDigits { others &+= leading &+ open }
        (open, leading, isRunOfDigits) = (0, 0, false)
      }
    }
    if isRunOfDigits { others &+= leading &+ open }
    guard hasDigits else { return nil }
    return (plain, others == 0 ? nil : plain &+ others)
  }

  /// Weights without a pattern: sums of regular ones would be equal for many sets of digits.
  private static func weight(_ digit: UInt8) -> UInt64 {
    var mixed = (UInt64(digit) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

// MARK: - Forms

extension NumberIdentity {
  /// Which letters are read as digits.
  private enum Reading {
    case none
    /// Those with a digit directly before and behind them.
    case betweenDigits
    /// Those in a run with digits.
    case besideDigits
  }

  /// A run of digits without zeros in front, or a run of letters.
  private struct Piece {
    let isDigits: Bool
    var bytes: [UInt8]
  }

  /// The forms of a number that are compared.
  private struct Forms {
    let normal: [UInt8]
    let digits: [UInt8]
    let alike: [UInt8]
    /// Without separators, zeros kept.
    let compact: [UInt8]
    let hasDigits: Bool
    let hasLetters: Bool

    init(_ bytes: [UInt8]) {
      let pieces = NumberIdentity.pieces(of: bytes, reading: .betweenDigits)
      normal = pieces.flatMap(\.bytes)
      digits = pieces.filter(\.isDigits).flatMap(\.bytes)
      hasDigits = pieces.contains(where: \.isDigits)
      hasLetters = pieces.contains { !$0.isDigits }
      alike = NumberIdentity.pieces(of: bytes, reading: .besideDigits).flatMap(\.bytes)
      compact = TextFolding.foldedIgnoringAccents(bytes).filter { NumberIdentity.isKept($0) }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func isKept(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte &- UInt8(ascii: "a") < 26 || byte >= 0x80
  }

  private static func digit(like byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "o"): UInt8(ascii: "0")
    case UInt8(ascii: "i"), UInt8(ascii: "l"): UInt8(ascii: "1")
    default: nil
    }
  }

  private static func pieces(of bytes: [UInt8], reading: Reading) -> [Piece] {
    var text = TextFolding.foldedIgnoringAccents(bytes)
    readDigits(&text, reading)
    var pieces: [Piece] = []
    var isGoingOn = false
    for byte in text {
      guard isKept(byte) else {
        isGoingOn = false
        continue
      }
      if isGoingOn, let last = pieces.last, last.isDigits == isDigit(byte) {
        pieces[pieces.count - 1].bytes.append(byte)
      } else {
        pieces.append(Piece(isDigits: isDigit(byte), bytes: [byte]))
      }
      isGoingOn = true
    }
    for index in pieces.indices where pieces[index].isDigits {
      let zeros = pieces[index].bytes.dropLast().prefix { $0 == UInt8(ascii: "0") }.count
      pieces[index].bytes.removeFirst(zeros)
    }
    return pieces
  }

  /// Puts digits in place of letters that look like them.
  private static func readDigits(_ text: inout [UInt8], _ reading: Reading) {
    if reading == .none { return }
    var start = 0
    while start < text.count {
      guard isDigit(text[start]) || digit(like: text[start]) != nil else {
        start += 1
        continue
      }
      var end = start
      while end < text.count, isDigit(text[end]) || digit(like: text[end]) != nil { end += 1 }
      var run = start..<end
      if reading == .betweenDigits {
        let first = run.first { isDigit(text[$0]) } ?? end
        let last = run.last { isDigit(text[$0]) } ?? end
        run = first..<max(first, last)
      }
      if run.contains(where: { isDigit(text[$0]) }) {
        for index in run { text[index] = digit(like: text[index]) ?? text[index] }
      }
      start = end
    }
  }

  /// Whether one text becomes the other when two neighboring digits or letters change places.
  private static func isTransposed(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count, let first = a.indices.first(where: { a[$0] != b[$0] }),
      first + 1 < a.count, isDigit(a[first]) == isDigit(a[first + 1])
    else { return false }
    return a[first] == b[first + 1] && a[first + 1] == b[first]
      && a[(first + 2)...] == b[(first + 2)...]
  }
}
