import Accounting
import Columns
import Model

/// Lines of the bank that no payment was entered for, and payments of which something is left.
struct IncomingMoney {
  /// One of them; its texts by their code.
  struct Entry {
    var line = RowIndex.missing
    var payment = RowIndex.missing
    var party = RowIndex.missing
    let day: Int32
    let amount: Int128
    let currency: UInt16
    let text: UInt32
    let payer: UInt32
    let account: UInt32
  }

  /// The texts of all entries.
  struct Texts {
    fileprivate var builder = TextDictionaryBuilder()
    fileprivate var dictionary = TextDictionary.empty

    /// A text by its code; nil for a missing one.
    func text(at code: UInt32) -> ArraySlice<UInt8>? {
      code == Missing.text ? nil : dictionary[code]
    }
  }

  private(set) var entries: [Entry] = []
  private(set) var texts = Texts()
  let scale: Int

  init(_ view: BookView, _ matches: Matches, asOf day: CivilDate) {
    let lines = FieldReader(view, .bankLines, asOf: day)
    let payments = FieldReader(view, matches.payments, asOf: day)
    let (amounts, rest) = (lines.money("amount"), payments.money("unapplied"))
    scale = max(amounts.scale, rest.scale)
    addLines(lines, amounts, isOutgoing: matches.isOutgoing)
    addPayments(payments, rest, party: matches.party)
    texts.dictionary = texts.builder.finish()
    texts.builder = TextDictionaryBuilder()
  }

  /// What came or went, above zero, at a scale; nil where it has more digits.
  func amount(of entry: Entry, scale wanted: Int) -> Int128? {
    Decimal(entry.amount, scale: scale).coefficient(atScale: wanted)
  }

  private mutating func addLines(
    _ lines: FieldReader, _ amounts: MoneyVector, isOutgoing: Bool
  ) {
    let (payments, days) = (lines.records("payment"), lines.days("date"))
    let (words, payers, accounts) = (lines.text("text"), lines.text("payer"), lines.text("iban"))
    let factor = Decimal.powersOfTen[scale - amounts.scale] * (isOutgoing ? -1 : 1)
    for row in lines.existing where payments[Int(row)] < 0 {
      let coefficient = amounts.coefficients[Int(row)]
      guard coefficient != Missing.coefficient, coefficient * factor > 0 else { continue }
      entries.append(
        Entry(
          line: row, day: days[Int(row)], amount: coefficient * factor,
          currency: amounts.currencies[Int(row)], text: code(words, row),
          payer: code(payers, row), account: code(accounts, row)))
    }
  }

  private mutating func addPayments(_ payments: FieldReader, _ rest: MoneyVector, party: String) {
    let (parties, days) = (payments.records(party), payments.days("date"))
    let (words, payers) = (payments.text("reference"), payments.text("payer"))
    let factor = Decimal.powersOfTen[scale - rest.scale]
    for row in payments.existing where rest.coefficients[Int(row)] > 0 {
      entries.append(
        Entry(
          payment: row, party: parties[Int(row)], day: days[Int(row)],
          amount: rest.coefficients[Int(row)] * factor, currency: rest.currencies[Int(row)],
          text: code(words, row), payer: code(payers, row), account: Missing.text))
    }
  }

  private mutating func code(_ texts: TextVector, _ row: RowIndex) -> UInt32 {
    let code = texts.codes[Int(row)]
    return code == Missing.text ? code : self.texts.builder.intern(texts.dictionary[code])
  }
}
