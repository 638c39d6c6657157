import Model

/// The sign between the whole part and the fraction of a column's numbers.
package enum DecimalMark: String, Sendable {
  case point
  case comma

  var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
  var other: DecimalMark { self == .point ? .comma : .point }
}

/// The currency that an amount or a currency column names.
enum NamedCurrency: Equatable {
  case none
  case code(Currency)
  /// `$`, of which only the row or the book says which dollar it is.
  case dollar
}

/// Why a text is no number, as a clause for the refusal.
enum NumberFault: String, Error {
  case notANumber = "not a number"
  case groupMarks = "the group marks are not three digits apart"
  case tooManyDecimals = "more than six decimals"
  case tooLarge = "too large a number"
  case unknownCurrency = "no such currency"
  case negativeTwice = "two signs"
  case creditOrDebit = "CR and DR do not say which of them is less than nothing; a sign would"
  case exponent = "an exponent, as a spreadsheet writes where digits may be lost"
}

/// A whole number and how many of its digits stand behind the decimal mark.
struct ScaledNumber: Equatable {
  var coefficient: Int64
  var scale: Int

  var decimal: Decimal { Decimal(Int128(coefficient), scale: scale) }
}

/// An amount as a file writes it, its sign and currency taken off, its marks not yet understood.
struct AmountText {
  /// Most digits behind the decimal mark that are kept.
  static let scaleLimit = 6

  private(set) var currency = NamedCurrency.none
  private var isNegative = false
  private var isSigned = false
  /// Digits and marks.
  private var digits: ArraySlice<UInt8>

  /// Takes off signs `-5`, `5-`, `+5`, `(5)` and a currency on either side.
  init(_ text: ArraySlice<UInt8>) throws(NumberFault) {
    digits = text
    while let first = digits.first, !first.isDigit {
      guard try takePrefix(first) else { break }
    }
    while let last = digits.last, !last.isDigit {
      guard try takeSuffix(last) else { break }
    }
  }

  /// Takes one sign, currency or blank off the front; false where none stands there.
  private mutating func takePrefix(_ first: UInt8) throws(NumberFault) -> Bool {
    if first == UInt8(ascii: "("), digits.last == UInt8(ascii: ")") {
      digits = digits.dropFirst().dropLast()
      try negate()
    } else if let sign = AmountText.minusSigns.first(where: { digits.starts(with: $0) }) {
      digits = digits.dropFirst(sign.count)
      try negate()
    } else if first == UInt8(ascii: "+") {
      digits = digits.dropFirst()
      try sign()
    } else if let (sign, named) = AmountText.signs.first(where: { digits.starts(with: $0.sign) }) {
      digits = digits.dropFirst(sign.count)
      try name(named)
    } else if Blank.width(digits) > 0 {
      digits = digits.dropFirst(Blank.width(digits))
    } else if first.isLetter {
      let word = digits.prefix { $0.isLetter }
      if AmountText.isSide(word) { throw .creditOrDebit }
      digits = digits.dropFirst(word.count)
      try name(word)
    } else {
      return false
    }
    return true
  }

  /// Takes one sign, currency or blank off the end; false where none stands there.
  private mutating func takeSuffix(_ last: UInt8) throws(NumberFault) -> Bool {
    if let sign = AmountText.minusSigns.first(where: { endsWith($0) }) {
      digits = digits.dropLast(sign.count)
      try negate()
    } else if let (sign, named) = AmountText.signs.first(where: { endsWith($0.sign) }) {
      digits = digits.dropLast(sign.count)
      try name(named)
    } else if Blank.trimmed(digits).count < digits.count {
      digits = Blank.trimmed(digits)
    } else if last.isLetter {
      if AmountText.isSide(AmountText.lettersAtEnd(of: digits)) { throw .creditOrDebit }
      let word = digits.suffix(3)
      digits = digits.dropLast(word.count)
      try name(word)
    } else {
      return false
    }
    return true
  }

  private func endsWith(_ bytes: [UInt8]) -> Bool {
    digits.suffix(bytes.count).elementsEqual(bytes)
  }

  private mutating func negate() throws(NumberFault) {
    try sign()
    isNegative = true
  }

  private mutating func sign() throws(NumberFault) {
    if isSigned { throw .negativeTwice }
    isSigned = true
  }

  private static func lettersAtEnd(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let start = text.lastIndex { !$0.isLetter }.map { $0 + 1 } ?? text.startIndex
    return text[start...]
  }

  /// Whether a word is the side of an account on which an amount stands.
  private static func isSide(_ word: ArraySlice<UInt8>) -> Bool {
    let capitals = word.map { $0 & 0xDF }
    return ["CR", "DR"].contains { $0.utf8.elementsEqual(capitals) }
  }

  private mutating func name(_ word: ArraySlice<UInt8>) throws(NumberFault) {
    if word.count != 3 || !word.allSatisfy(\.isLetter) { throw .notANumber }
    guard let named = Currency(word) else { throw .unknownCurrency }
    try name(.code(named))
  }

  private mutating func name(_ named: NamedCurrency) throws(NumberFault) {
    if currency != .none { throw .notANumber }
    currency = named
  }

  private static let minusSigns = ["-", "\u{2212}"].map { Array($0.utf8) }
  /// Signs of currencies, the longer first where one begins another.
  static let signs: [(sign: [UInt8], named: NamedCurrency)] =
    Currency.signs.sorted { $0.key < $1.key }.compactMap { sign, code in
      Currency(code).map { (Array(sign.utf8), .code($0)) }
    } + [([UInt8(ascii: "$")], .dollar)]
}

// MARK: - The digits

extension AmountText {
  /// The number under one decimal mark; the other mark, blanks and apostrophes may group digits.
  func number(_ mark: DecimalMark) throws(NumberFault) -> ScaledNumber {
    var run = DigitRun()
    var rest = digits
    while let byte = rest.popFirst() {
      if byte.isDigit {
        try run.add(byte)
      } else if byte == mark.byte {
        try run.startFraction()
      } else {
        try run.startGroup(behind: AmountText.groupMark(byte, &rest, besides: mark))
      }
    }
    try run.finish()
    return ScaledNumber(
      coefficient: isNegative ? -run.coefficient : run.coefficient, scale: run.scale)
  }

  /// The group mark that a byte begins, its further bytes taken off the rest.
  private static func groupMark(
    _ byte: UInt8, _ rest: inout ArraySlice<UInt8>, besides mark: DecimalMark
  ) throws(NumberFault) -> UInt8 {
    switch byte {
    case mark.other.byte, UInt8(ascii: "'"), UInt8(ascii: " "):
      return byte
    case 0xC2 where rest.first == 0xA0:
      rest = rest.dropFirst()
      return UInt8(ascii: " ")
    // The narrow space, the space as wide as a digit and the thin space.
    case 0xE2
    where [[0x80, 0xAF], [0x80, 0x87], [0x80, 0x89]].contains { rest.starts(with: $0) }:
      rest = rest.dropFirst(2)
      return UInt8(ascii: " ")
    case UInt8(ascii: "E"), UInt8(ascii: "e"):
      throw .exponent
    case 0xE2 where rest.starts(with: [0x80, 0x99]):
      rest = rest.dropFirst(2)
      return UInt8(ascii: "'")
    default:
      throw .notANumber
    }
  }
}

/// Digits on their way to a number, with a check on where the group marks stand.
private struct DigitRun {
  private(set) var coefficient: Int64 = 0
  private(set) var scale = 0
  private var isFraction = false
  private var groupMark: UInt8 = 0
  /// Digits since the last mark.
  private var length = 0
  /// Digits of the groups between two marks: three, or two as in 1,00,00,000; 0 before the first.
  private var innerLength = 0
  /// Digits before the first mark.
  private var firstLength = 0
  private var startsWithZero = false

  mutating func add(_ byte: UInt8) throws(NumberFault) {
    let digit = Int64(byte - UInt8(ascii: "0"))
    if length == 0, groupMark == 0, !isFraction { startsWithZero = digit == 0 }
    length += 1
    if isFraction, scale == AmountText.scaleLimit {
      // Zeros at the end say nothing about the amount.
      if digit != 0 { throw .tooManyDecimals }
      return
    }
    let (shifted, tooLong) = coefficient.multipliedReportingOverflow(by: 10)
    let (next, tooLarge) = shifted.addingReportingOverflow(digit)
    if tooLong || tooLarge { throw .tooLarge }
    coefficient = next
    if isFraction { scale += 1 }
  }

  mutating func startFraction() throws(NumberFault) {
    if isFraction { throw .notANumber }
    try checkGroup()
    isFraction = true
    length = 0
  }

  mutating func startGroup(behind mark: UInt8) throws(NumberFault) {
    if isFraction { throw .notANumber }
    if groupMark == 0 {
      if !(1...3).contains(length) || startsWithZero { throw .groupMarks }
      firstLength = length
    } else if mark != groupMark {
      throw .notANumber
    } else {
      guard length == 3 || length == 2 && mark == UInt8(ascii: ",") && firstLength <= 2,
        innerLength == 0 || innerLength == length
      else { throw .groupMarks }
      innerLength = length
    }
    groupMark = mark
    length = 0
  }

  /// Refuses a number that ends with its mark, or has none of the digits that it needs.
  func finish() throws(NumberFault) {
    if length == 0 { throw .notANumber }
    if !isFraction { try checkGroup() }
  }

  private func checkGroup() throws(NumberFault) {
    if groupMark != 0, length != 3 { throw .groupMarks }
  }
}
