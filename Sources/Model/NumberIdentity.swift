/// When two numbers of documents, as people write them, may be the same number.
///
///     written        normal form
///     INV-00346      inv346       letters fold, separators go, zeros in front of digits go
///     inv 346        inv346
///     2O26/0017      202617       an O between digits is a zero, an I or L there a one
///     0INV 346       inv346       and so does a zero in front of the whole number's letters
///
/// What differs in separators only is the same number too, whatever zeros they stand before:
/// `2026-04-07` and `20260407`.
package enum NumberIdentity {
  /// The normal form of a number: equal for numbers that differ in case, accents, separators, zeros
  /// in front of a group of digits or of the whole number, or in O and 0, I and 1, L and 1 between
  /// digits.
  package static func normal(_ bytes: some Collection<UInt8>) -> [UInt8] {
    form(bytes, .betweenDigits)
  }

  /// The form that is equal also where an O, I or L beside digits is typed for a zero or a one:
  /// how two entries of one number are compared.
  package static func alike(_ bytes: some Collection<UInt8>) -> [UInt8] {
    form(bytes, .besideDigits)
  }

  /// Letters and digits without separators, zeros and all, read as `alike` reads them.
  package static func unseparated(_ bytes: some Collection<UInt8>) -> [UInt8] {
    form(bytes, .besideDigits, keepsZeros: true)
  }

  /// Whether two neighboring digits or letters of a number have changed places in another.
  package static func areTransposed(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    Forms(a).isTransposed(Forms(b))
  }

  /// How much alike two numbers are; the closest comes first.
  package enum Likeness: Int, Sendable, Comparable {
    /// Their normal forms are equal, or all their letters and digits.
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
    if x.normal == y.normal || x.unseparated == y.unseparated { return .same }
    let isOneBare = !x.hasLetters || !y.hasLetters
    if isOneBare, x.digits == y.digits { return .sameDigits }
    if x.alike == y.alike { return .alike }
    let isSwapped = x.isTransposed(y) || (isOneBare && isTransposed(x.digits, y.digits))
    return isSwapped ? .transposed : nil
  }

  /// Keys under which numbers that are alike meet: one for each way of reading the number.
  ///
  /// A key depends on the digits other than zero, not on their order, so that zeros and transposed
  /// digits change nothing. Nil where the number has no digits.
  package static func keys(_ bytes: ArraySlice<UInt8>) -> (plain: UInt64, alike: UInt64?)? {
    keys(bytes.span)
  }

  /// The same of the bytes of a number.
  package static func keys(_ bytes: Span<UInt8>) -> (plain: UInt64, alike: UInt64?)? {
    var plain: UInt64 = 0
    var others: UInt64 = 0
    // The letters that may be ones, of the run of digits and such letters that is being read: all
    // that no digit has followed yet, and those of them in front of the first digit.
    var (open, leading): (UInt64, UInt64) = (0, 0)
    var hasDigits = false
    var isRunOfDigits = false
    for index in bytes.indices {
      let byte = bytes[index]
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
    /// Those with a digit directly before and behind them.
    case betweenDigits
    /// Those in a run with digits, and an O that stands alone beside digits: `2034.O`.
    case besideDigits
  }

  /// The forms of a number that are compared.
  private struct Forms {
    let normal: [UInt8]
    let digits: [UInt8]
    let alike: [UInt8]
    /// Without separators, zeros kept.
    let unseparated: [UInt8]
    var hasDigits: Bool { !digits.isEmpty }
    var hasLetters: Bool { digits.count < normal.count }

    init(_ bytes: [UInt8]) {
      normal = NumberIdentity.normal(bytes)
      digits = normal.filter { isDigit($0) }
      alike = NumberIdentity.alike(bytes)
      unseparated = NumberIdentity.form(bytes, .betweenDigits, keepsZeros: true)
    }

    func isTransposed(_ other: Forms) -> Bool {
      NumberIdentity.isTransposed(normal, other.normal)
        || NumberIdentity.isTransposed(unseparated, other.unseparated)
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

  /// The letters and digits of a number, without zeros in front of a group of digits unless they
  /// are wanted.
  private static func form(
    _ bytes: some Collection<UInt8>, _ reading: Reading, keepsZeros: Bool = false
  ) -> [UInt8] {
    var text = TextFolding.foldedIgnoringAccents(bytes)
    text.removeFirst(zerosBeforeLetters(text))
    readDigits(&text, reading)
    if keepsZeros { return text.filter { isKept($0) } }
    var form: [UInt8] = []
    form.reserveCapacity(text.count)
    var isInDigits = false
    // Whether a group of digits has only shown zeros so far, of which one is kept.
    var hasOnlyZeros = false
    for byte in text {
      guard isKept(byte) else {
        isInDigits = false
        continue
      }
      if isDigit(byte) {
        if isInDigits, hasOnlyZeros { form.removeLast() }
        hasOnlyZeros = byte == UInt8(ascii: "0") && (hasOnlyZeros || !isInDigits)
      }
      isInDigits = isDigit(byte)
      form.append(byte)
    }
    return form
  }

  /// How many zeros a number begins with whose letters follow at once: `0RE-5481`.
  private static func zerosBeforeLetters(_ text: [UInt8]) -> Int {
    guard let start = text.firstIndex(where: { $0 != UInt8(ascii: "0") }), start > 0 else {
      return 0
    }
    // In `0I23` the I may be a one.
    let next = text[start...].first { digit(like: $0) == nil } ?? text[start]
    return isKept(text[start]) && !isDigit(text[start]) && !isDigit(next) ? start : 0
  }

  /// Puts digits in place of letters that look like them.
  private static func readDigits(_ text: inout [UInt8], _ reading: Reading) {
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
      let isRead =
        run.contains { isDigit(text[$0]) }
        || (reading == .besideDigits && isLoneZero(run, text))
      if isRead {
        for index in run { text[index] = digit(like: text[index]) ?? text[index] }
      }
      start = end
    }
  }

  /// Whether an O has separators around it, and digits behind one of these.
  private static func isLoneZero(_ run: Range<Int>, _ text: [UInt8]) -> Bool {
    guard run.count == 1, text[run.lowerBound] == UInt8(ascii: "o") else { return false }
    let before = text[..<run.lowerBound].last { isKept($0) }
    let behind = text[run.upperBound...].first { isKept($0) }
    let isAlone =
      !(run.lowerBound > 0 && isKept(text[run.lowerBound - 1]))
      && !(run.upperBound < text.count && isKept(text[run.upperBound]))
    return isAlone && [before, behind].contains { $0.map { isDigit($0) } ?? false }
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
