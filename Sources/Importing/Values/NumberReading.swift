import Columns

/// The numbers or amounts that the texts of a column are, under one decimal mark.
enum NumberReading {
  /// The number of a text that names no currency; nil where it is none.
  static func read(_ text: ArraySlice<UInt8>, _ mark: DecimalMark) -> ScaledNumber? {
    if let plain = PlainNumber(text) {
      return mark == .comma && plain.hasPoint ? plain.grouped : plain.number
    }
    guard let amount = try? AmountText(text) else { return nil }
    return try? amount.number(mark)
  }

  /// The text without a percent sign at its end; nil where it has none.
  static func beforePercentSign(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard text.last == UInt8(ascii: "%") else { return nil }
    return Blank.trimmed(text.dropLast())
  }
}

extension Evidence {
  /// What dates say about day-month-year and month-day-year.
  static func dates(_ texts: TextDictionary) -> Evidence {
    var evidence = Evidence()
    for code in 0..<UInt32(texts.count) {
      guard let date = DateText(texts[code]) else { continue }
      evidence.add(code, date.day(.dayMonthYear), date.day(.monthDayYear))
    }
    return evidence
  }

  /// What numbers say about decimal point and decimal comma.
  static func numbers(_ texts: TextDictionary) -> Evidence {
    var evidence = Evidence()
    for code in 0..<UInt32(texts.count) {
      if let plain = texts.withText(code, { PlainNumber($0) }) {
        if plain.hasPoint { evidence.add(code, plain.number, plain.grouped) }
        continue
      }
      var text = texts[code]
      guard text.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }) else {
        continue
      }
      text = NumberReading.beforePercentSign(text) ?? text
      evidence.add(code, NumberReading.read(text, .point), NumberReading.read(text, .comma))
    }
    return evidence
  }
}
