import Columns
import Model

/// What each distinct text of a column means.
struct ColumnReading {
  /// Values by the codes of the texts.
  enum Values {
    case text
    case boolean([Bool])
    case date([Int32])
    case number([ScaledNumber])
    case money([ScaledNumber], [NamedCurrency])
    case currency([NamedCurrency])
  }

  let values: Values
  /// Why a text means nothing, by its code.
  private(set) var faults: [UInt32: String] = [:]
  /// What was decided about the column as a whole.
  private(set) var note: String?

  /// Reads all texts of a column with a heading.
  init(
    _ texts: TextDictionary, _ kind: ColumnPlan.Kind, _ spelling: Spelling, heading: String
  ) {
    let mark = spelling.decimalMark ?? .point
    var faults: [UInt32: String] = [:]
    switch kind {
    case .text:
      values = .text
    case .boolean:
      values = .boolean(ColumnReading.booleans(texts, heading, &faults))
    case .date:
      values = .date(ColumnReading.days(texts, spelling.dateOrder, &faults))
    case .number:
      values = .number(ColumnReading.amounts(texts, mark, isMoney: false, &faults).numbers)
    case .money:
      let (numbers, currencies) = ColumnReading.amounts(texts, mark, isMoney: true, &faults)
      values = .money(numbers, currencies)
    case .rate, .discountRate:
      let (rates, isPercent) = ColumnReading.rates(
        texts, mark, isDiscount: kind == .discountRate, &faults)
      values = .number(rates)
      if isPercent { note = "read as percent: 19 is 0.19" }
    case .currency:
      values = .currency(ColumnReading.currencies(texts, &faults))
    }
    self.faults = faults
  }

  /// Adds to what was decided about the column.
  mutating func decide(_ more: String) {
    note = note.map { "\(more); \($0)" } ?? more
  }

  /// Yes may be written as the heading's own word, as `Sent` is below `Sent`.
  private static func booleans(
    _ texts: TextDictionary, _ heading: String, _ faults: inout [UInt32: String]
  ) -> [Bool] {
    var values: [Bool] = []
    let word = Heading.key(heading)
    for code in 0..<UInt32(texts.count) {
      let text = Heading.key(String(decoding: texts[code], as: UTF8.self))
      let said = text == word ? true : text == "not" + word || text == "un" + word ? false : nil
      let value = YesNo.value(texts[code]) ?? said
      if value == nil { faults[code] = "neither yes nor no" }
      values.append(value ?? false)
    }
    return values
  }

  private static func days(
    _ texts: TextDictionary, _ order: DateOrder?, _ faults: inout [UInt32: String]
  ) -> [Int32] {
    var days: [Int32] = []
    days.reserveCapacity(texts.count)
    for code in 0..<UInt32(texts.count) {
      let date = DateText(texts[code])
      let day = date?.day(order ?? .dayMonthYear)
      if date == nil {
        faults[code] = DateText.fault(texts[code])
      } else if day == nil {
        faults[code] = order.map { "not a day, read as \($0.rawValue)" } ?? "no such day"
      }
      days.append(day?.day ?? Missing.day)
    }
    return days
  }

  private static let zero = ScaledNumber(coefficient: 0, scale: 0)

  private static func amounts(
    _ texts: TextDictionary, _ mark: DecimalMark, isMoney: Bool, _ faults: inout [UInt32: String]
  ) -> (numbers: [ScaledNumber], currencies: [NamedCurrency]) {
    var numbers: [ScaledNumber] = []
    var currencies: [NamedCurrency] = []
    numbers.reserveCapacity(texts.count)
    currencies.reserveCapacity(texts.count)
    for code in 0..<UInt32(texts.count) {
      var number = zero
      var currency = NamedCurrency.none
      let plain = texts.withText(code) { PlainNumber($0) }
      if let plain, mark == .point || !plain.hasPoint {
        numbers.append(plain.number)
        currencies.append(currency)
        continue
      }
      do throws(NumberFault) {
        let amount = try AmountText(texts[code])
        if !isMoney, amount.currency != .none { throw .notANumber }
        number = try amount.number(mark)
        currency = amount.currency
      } catch {
        faults[code] = error.rawValue
      }
      numbers.append(number)
      currencies.append(currency)
    }
    return (numbers, currencies)
  }

  private static func currencies(
    _ texts: TextDictionary, _ faults: inout [UInt32: String]
  ) -> [NamedCurrency] {
    var values: [NamedCurrency] = []
    for code in 0..<UInt32(texts.count) {
      let text = texts[code]
      let sign = AmountText.signs.first { text.elementsEqual($0.sign) }
      let value = sign?.named ?? Currency(text).map { .code($0) }
      if value == nil { faults[code] = NumberFault.unknownCurrency.rawValue }
      values.append(value ?? .none)
    }
    return values
  }
}

// MARK: - Rates of tax and discount

extension ColumnReading {
  /// Rates as parts of one, and whether plain numbers were taken for percent.
  ///
  /// No tax is above 100 % and none but zero is below 1 %: a column whose numbers are all above one
  /// counts in percent. A discount may be half a percent: one above one is enough for its column.
  private static func rates(
    _ texts: TextDictionary, _ mark: DecimalMark, isDiscount: Bool,
    _ faults: inout [UInt32: String]
  ) -> (rates: [ScaledNumber], isPercent: Bool) {
    var rates: [ScaledNumber] = []
    var plain: [UInt32] = []
    for code in 0..<UInt32(texts.count) {
      var rate = zero
      do throws(NumberFault) {
        if let digits = NumberReading.beforePercentSign(texts[code]) {
          rate = try hundredth(of: number(digits, mark))
        } else {
          rate = try number(texts[code], mark)
          plain.append(code)
        }
      } catch {
        faults[code] = error.rawValue
      }
      rates.append(rate)
    }
    let telling = plain.map { rates[Int($0)].decimal }.filter { !$0.isZero }
    let isPercent =
      telling.contains { $0 > Decimal.one }
      && telling.allSatisfy { (isDiscount || $0 > Decimal.one) && $0 <= Decimal(100) }
    guard isPercent else { return (rates, false) }
    for code in plain {
      do throws(NumberFault) {
        rates[Int(code)] = try hundredth(of: rates[Int(code)])
      } catch {
        faults[code] = error.rawValue
      }
    }
    return (rates, true)
  }

  private static func number(
    _ text: ArraySlice<UInt8>, _ mark: DecimalMark
  ) throws(NumberFault) -> ScaledNumber {
    let amount = try AmountText(text)
    if amount.currency != .none { throw .notANumber }
    return try amount.number(mark)
  }

  private static func hundredth(of number: ScaledNumber) throws(NumberFault) -> ScaledNumber {
    let plain = number.decimal.normalized
    let scale = plain.scale + 2
    guard scale <= AmountText.scaleLimit, let coefficient = Int64(exactly: plain.coefficient) else {
      throw .tooManyDecimals
    }
    return ScaledNumber(coefficient: coefficient, scale: scale)
  }
}
