import Columns
import Model

extension TableConversion {
  /// The columns of the rows that are not refused.
  func draft(_ scales: [Int]) -> TableDraft {
    let rows = table.lines.indices.filter { refusalOfRow[$0] == nil }
    var columns: [TableDraft.Column] = []
    var settledDays: [Int32]?
    for (index, plan) in plans.enumerated() {
      switch plan.target {
      case .ignored:
        break
      case .settledDay:
        if case .date(let days) = readings[index].values {
          settledDays = picked(days, of: index, rows, missing: Missing.day)
        }
      case .field:
        columns.append(
          TableDraft.Column(plan.name, values(of: index, rows, scale: scales[index])))
      case .extra:
        columns.append(extra(index, rows, scale: scales[index]))
      case .status:
        columns.append(extra(index, rows, scale: 0))
        columns += states(index, rows)
      }
    }
    if let currency = currencyColumn(rows) { columns.append(currency) }
    if let home = homeColumn(rows) { columns.append(home) }
    return TableDraft(
      collection: collection, file: table.file, rowCount: rows.count, columns: columns,
      lines: rows.map { table.lines[$0] }, settledDays: settledDays)
  }

  private func extra(_ column: Int, _ rows: [Int], scale: Int) -> TableDraft.Column {
    TableDraft.Column(
      plans[column].name, values(of: column, rows, scale: scale),
      extraHeading: table.columns[column].heading)
  }

  private func values(of column: Int, _ rows: [Int], scale: Int) -> Columns.Column {
    switch readings[column].values {
    case .text:
      return texts(of: column, rows)
    case .boolean(let values):
      return .boolean(picked(values, of: column, rows, missing: false))
    case .date(let days):
      return .date(picked(days, of: column, rows, missing: Missing.day))
    case .number(let numbers):
      return .number(coefficients(numbers, of: column, rows, scale), scale: scale)
    case .money(let numbers, _):
      return .money(
        coefficients(numbers, of: column, rows, scale), scale: scale,
        currencies: rows.map { rowCurrencies[$0] })
    case .currency(let named):
      return plans[column].name == "currency"
        ? .currency(rows.map { rowCurrencies[$0] }) : currencies(of: column, named, rows)
    }
  }

  private func picked<Value>(
    _ values: [Value], of column: Int, _ rows: [Int], missing: Value
  ) -> [Value] {
    let codes = table.columns[column].codes
    return rows.map { codes[$0] == Missing.text ? missing : values[Int(codes[$0])] }
  }

  private func coefficients(
    _ numbers: [ScaledNumber], of column: Int, _ rows: [Int], _ scale: Int
  ) -> [Int64] {
    // A number of a refused row alone may not fit the scale; no kept row has its code.
    let scaled = numbers.map { $0.coefficient(atScale: scale) ?? Missing.stored }
    return picked(scaled, of: column, rows, missing: Missing.stored)
  }

  /// The texts of the kept rows, in a dictionary that knows no other.
  private func texts(of column: Int, _ rows: [Int]) -> Columns.Column {
    let raw = table.columns[column]
    if rows.count == raw.codes.count { return .text(raw.codes, raw.texts) }
    var builder = TextDictionaryBuilder()
    var places = [UInt32](repeating: Missing.text, count: raw.texts.count)
    var codes: [UInt32] = []
    codes.reserveCapacity(rows.count)
    for row in rows {
      let code = raw.codes[row]
      guard code != Missing.text else {
        codes.append(Missing.text)
        continue
      }
      if places[Int(code)] == Missing.text { places[Int(code)] = builder.intern(raw.texts[code]) }
      codes.append(places[Int(code)])
    }
    return .text(codes, builder.finish())
  }

  /// What a status says that no other column does: drafts, and documents void from their own day.
  private func states(_ column: Int, _ rows: [Int]) -> [TableDraft.Column] {
    var states: [TableDraft.Column] = []
    if !plans.contains(where: { $0.name == "draft" }) {
      let drafts = statuses(column, areAmong: ["draft"])
      let isDraft = picked(drafts, of: column, rows, missing: false)
      states.append(TableDraft.Column("draft", .boolean(isDraft)))
    }
    if !plans.contains(where: { $0.name == "void_on" }),
      let dates = plans.firstIndex(where: { $0.name == "date" }),
      case .date(let days) = readings[dates].values
    {
      let voids = statuses(column, areAmong: ["void", "voided", "cancelled", "canceled"])
      let isVoid = picked(voids, of: column, rows, missing: false)
      let ownDays = picked(days, of: dates, rows, missing: Missing.day)
      states.append(
        TableDraft.Column("void_on", .date(zip(isVoid, ownDays).map { $0 ? $1 : Missing.day })))
    }
    return states
  }

  /// For each distinct status of the file, whether it is one of some words.
  private func statuses(_ column: Int, areAmong words: Set<String>) -> [Bool] {
    let texts = table.columns[column].texts
    return (0..<UInt32(texts.count)).map { code in
      words.contains(String(decoding: texts[code], as: UTF8.self).lowercased())
    }
  }

  /// The currencies of documents whose file has no column for them but whose amounts have one.
  private func currencyColumn(_ rows: [Int]) -> TableDraft.Column? {
    let isParty = collection == .customers || collection == .vendors
    guard !isParty, !plans.contains(where: { $0.name == "currency" }),
      InvoiceSchema.standard[collection].fields.contains(where: { $0.name == "currency" })
    else { return nil }
    let codes = rows.map { rowCurrencies[$0] }
    guard codes.contains(where: { $0 != Missing.currency }) else { return nil }
    return TableDraft.Column("currency", .currency(codes))
  }
}
