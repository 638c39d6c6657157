import Columns

/// Tells from its values what a column is that fits no field.
enum ExtraKind {
  /// Yes/no, date or number where every text is one, else text.
  static func kind(of column: RawColumn) -> ColumnPlan.Kind {
    if column.isEmpty { return .text }
    let codes = 0..<UInt32(column.texts.count)
    // A missing yes/no would turn into a no that the file does not say.
    if !column.codes.contains(Missing.text),
      codes.allSatisfy({ YesNo.isWord(column.texts[$0]) })
    {
      return .boolean
    }
    if codes.allSatisfy({ isDate(column.texts[$0]) }) {
      return isContrary(.dates(column.texts)) ? .text : .date
    }
    if codes.allSatisfy({ isNumber(column.texts[$0]) }) {
      return isContrary(.numbers(column.texts)) ? .text : .number
    }
    return .text
  }

  private static func isContrary(_ evidence: Evidence) -> Bool {
    if case .contrary = evidence.verdict { return true }
    return false
  }

  private static func isDate(_ text: ArraySlice<UInt8>) -> Bool {
    guard let date = DateText(text), date.separator != 0 else { return false }
    return date.day(.dayMonthYear) != nil || date.day(.monthDayYear) != nil
  }

  /// Digits and marks with at most a minus in front; a leading zero makes a text, `.5` a number.
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
    let startsWithMark =
      digits.first == UInt8(ascii: ".") && digits.dropFirst().first?.isDigit == true
    guard let first = digits.first, first.isDigit || startsWithMark,
      digits.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") })
    else { return false }
    if first == UInt8(ascii: "0"), digits.count > 1, digits.dropFirst().first?.isDigit == true {
      return false
    }
    return NumberReading.read(text, .point) != nil || NumberReading.read(text, .comma) != nil
  }
}
