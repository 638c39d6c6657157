/// A part of terms of payment: a number, a word without case and accents, or a sign.
enum TermsToken: Equatable {
  case number(Decimal)
  case word(String)
  case sign(UInt8)

  /// The parts of a text; `NET30` is a word and a number.
  static func tokens(in text: [UInt8]) -> [TermsToken] {
    let bytes = TextFolding.foldedIgnoringAccents(text)
    var tokens: [TermsToken] = []
    var index = 0
    while index < bytes.count {
      let first = index
      let byte = bytes[index]
      if isDigit(byte) {
        tokens.append(number(in: bytes, at: &index))
      } else if isLetter(byte) {
        while index < bytes.count, isLetter(bytes[index]) { index += 1 }
        tokens.append(.word(String(decoding: bytes[first..<index], as: UTF8.self)))
      } else {
        if byte > UInt8(ascii: " ") { tokens.append(.sign(byte)) }
        index += 1
      }
    }
    return tokens
  }

  /// Digits with at most one mark among them; a comma is one only where a percent sign follows.
  private static func number(in bytes: [UInt8], at index: inout Int) -> TermsToken {
    let first = index
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    var digits = Array(bytes[first..<index])
    guard index + 1 < bytes.count, isDigit(bytes[index + 1]) else { return whole(digits) }
    let mark = bytes[index]
    guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") else { return whole(digits) }
    var behind = index + 1
    while behind < bytes.count, isDigit(bytes[behind]) { behind += 1 }
    var next = behind
    while next < bytes.count, bytes[next] == UInt8(ascii: " ") { next += 1 }
    let isPercent = next < bytes.count && bytes[next] == UInt8(ascii: "%")
    guard mark == UInt8(ascii: ".") || isPercent else { return whole(digits) }
    digits += [UInt8(ascii: ".")] + bytes[(index + 1)..<behind]
    index = behind
    return whole(digits)
  }

  /// Digits as a number; more of them than any number of days has are a sign that nobody knows.
  private static func whole(_ digits: [UInt8]) -> TermsToken {
    Decimal(digits).map { .number($0) } ?? .sign(UInt8(ascii: "?"))
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte >= 0x80
  }
}
