import Columns
import Model

extension TableConversion {
  /// The columns of the rows that are not refused.
  func draft(_ scales: [Int]) -> TableDraft {
    let rows = KeptRows(of: table.lines.count, without: refusalOfRow)
    let parts = Workers.map(plans.count, rows: rows.count) { [self] index in
      made(of: index, rows, scale: scales[index])
    }
    var columns = parts.flatMap { $0 }
    if let currency = currencyColumn(rows) { columns.append(currency) }
    if let home = homeColumn(rows.count) { columns.append(home) }
    var settledDays: [Int32]?
    for (index, plan) in plans.enumerated() where plan.target == .settledDay {
      if case .date(let days) = readings[index].values {
        settledDays = picked(days, of: index, rows, missing: Missing.day)
      }
    }
    var draft = TableDraft(
      collection: collection, file: table.file, rowCount: rows.count, columns: columns,
      lines: rows.values(table.lines), settledDays: settledDays)
    draft.settledColumn = settledColumn
    draft.paidDocumentColumn =
      plans.indices
      .first {
        plans[$0].target == .extra
          && TableConversion.namesPaidDocument(table.columns[$0], collection)
      }
      .map { plans[$0].name }
    draft.isOwnExport = OwnExport(table, collection).isWhole
    return draft
  }

  /// What a column of the file becomes.
  private func made(of index: Int, _ rows: KeptRows, scale: Int) -> [TableDraft.Column] {
    switch plans[index].target {
    case .ignored, .currencyOfAmount, .settledDay: []
    case .field: [TableDraft.Column(plans[index].name, values(of: index, rows, scale: scale))]
    case .extra: [extra(index, rows, scale: scale)]
    case .status: [extra(index, rows, scale: 0)] + states(index, rows)
    }
  }

  /// Of the columns of documents, the one that tells best how much of them is settled.
  private var settledColumn: TableDraft.SettledColumn? {
    guard TableConversion.documents.contains(collection) else { return nil }
    for (key, isRest) in Synonyms.settledAmounts {
      for (index, plan) in plans.enumerated() where plan.target == .extra {
        guard table.columns[index].key == key,
          PaidColumn.words(table.columns[index]) == nil
        else { continue }
        switch readings[index].values {
        case .number, .money:
          return TableDraft.SettledColumn(
            plan.name, isRest: isRest, mayRun: Synonyms.runningBalances.contains(key))
        case .text, .boolean, .date, .currency: continue
        }
      }
    }
    return nil
  }

  private func extra(_ column: Int, _ rows: KeptRows, scale: Int) -> TableDraft.Column {
    TableDraft.Column(
      plans[column].name, values(of: column, rows, scale: scale),
      extraHeading: table.columns[column].heading)
  }

  private func values(of column: Int, _ rows: KeptRows, scale: Int) -> Columns.Column {
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
        areAmountsMinor
          ? minorAmounts(numbers, of: column, rows, scale: scale)
          : coefficients(numbers, of: column, rows, scale),
        scale: scale, currencies: rows.values(rowCurrencies))
    case .currency(let named):
      return plans[column].name == "currency"
        ? .currency(rows.values(rowCurrencies)) : currencies(of: column, named, rows)
    }
  }

  private func picked<Value>(
    _ values: [Value], of column: Int, _ rows: KeptRows, missing: Value
  ) -> [Value] {
    func value(_ code: UInt32) -> Value { code == Missing.text ? missing : values[Int(code)] }
    let codes = table.columns[column].codes
    if rows.isAll { return codes.map(value) }
    return rows.map { value(codes[$0]) }
  }

  private func coefficients(
    _ numbers: [ScaledNumber], of column: Int, _ rows: KeptRows, _ scale: Int
  ) -> [Int64] {
    // A number of a refused row alone may not fit the scale; no kept row has its code.
    let scaled = numbers.map { $0.coefficient(atScale: scale) ?? Missing.stored }
    return picked(scaled, of: column, rows, missing: Missing.stored)
  }

  /// The texts of the kept rows, in a dictionary that knows no other.
  private func texts(of column: Int, _ rows: KeptRows) -> Columns.Column {
    let raw = table.columns[column]
    if rows.isAll, raw.usesAllTexts { return .text(raw.codes, raw.texts) }
    var builder = TextDictionaryBuilder()
    var places = [UInt32](repeating: Missing.text, count: raw.texts.count)
    var codes: [UInt32] = []
    codes.reserveCapacity(rows.count)
    for code in rows.values(raw.codes) {
      guard code != Missing.text else {
        codes.append(Missing.text)
        continue
      }
      if places[Int(code)] == Missing.text {
        places[Int(code)] = UInt32(builder.count)
        raw.texts.withText(code) { builder.append($0) }
      }
      codes.append(places[Int(code)])
    }
    return .text(codes, builder.finish())
  }

  /// What a status says that no other column does: drafts, and documents void from their own day.
  private func states(_ column: Int, _ rows: KeptRows) -> [TableDraft.Column] {
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

  /// Settles documents that are paid by a word and by nothing else, each on its own day.
  ///
  /// What a file calls paid owes nothing, though nobody says since when.
  ///
  /// - Returns: what is to be told about it; nil where no document is paid so.
  func settleByStatus(_ draft: inout TableDraft) -> String? {
    guard draft.settledColumn == nil, collection == .invoices || collection == .bills,
      let (column, words) = wordsOfPayment, case .date(let own)? = draft.values("date")
    else { return nil }
    let rows = KeptRows(of: table.lines.count, without: refusalOfRow)
    let isPaid = picked(words, of: column, rows, missing: false)
    var days = draft.settledDays ?? [Int32](repeating: Missing.day, count: draft.rowCount)
    var count = 0
    for row in isPaid.indices
    where isPaid[row] && days[row] == Missing.day && own[row] != Missing.day
      && !draft.isUnissued(row)
    {
      days[row] = own[row]
      count += 1
    }
    guard count > 0 else { return nil }
    draft.settledDays = days
    let told = count == 1 ? "1 document is" : "\(count) documents are"
    return "\(told) paid by status alone: since when is not told, so from the own date on"
  }

  /// The column that says by words whether documents are paid, and for each of its distinct texts
  /// whether it does; the status of the document is the last that is asked.
  private var wordsOfPayment: (column: Int, words: [Bool])? {
    for column in plans.indices where plans[column].target == .extra {
      if let words = PaidColumn.words(table.columns[column]) { return (column, words) }
    }
    guard let status = plans.firstIndex(where: { $0.target == .status }) else { return nil }
    return (status, PaidColumn.words(ofStatus: table.columns[status]))
  }

  /// For each distinct status of the file, whether it is one of some words.
  private func statuses(_ column: Int, areAmong words: Set<String>) -> [Bool] {
    let texts = table.columns[column].texts
    return (0..<UInt32(texts.count)).map { code in
      words.contains(String(decoding: texts[code], as: UTF8.self).lowercased())
    }
  }

  /// The currencies of documents whose file has no column for them but whose amounts have one.
  private func currencyColumn(_ rows: KeptRows) -> TableDraft.Column? {
    let isParty = collection == .customers || collection == .vendors
    guard !isParty, !plans.contains(where: { $0.name == "currency" }),
      InvoiceSchema.standard[collection].fields.contains(where: { $0.name == "currency" })
    else { return nil }
    let codes = rows.values(rowCurrencies)
    guard codes.contains(where: { $0 != Missing.currency }) else { return nil }
    return TableDraft.Column("currency", .currency(codes))
  }
}

/// The rows of a table that are not refused, ascending.
struct KeptRows: Sendable {
  /// Nil where none is refused.
  private let rows: [Int]?
  let count: Int
  /// Whether no row is refused.
  var isAll: Bool { rows == nil }

  init(of all: Int, without refused: [Int: Refusal]) {
    rows = refused.isEmpty ? nil : (0..<all).filter { refused[$0] == nil }
    count = rows?.count ?? all
  }

  /// Something for each row.
  func map<Value>(_ value: (Int) -> Value) -> [Value] {
    rows?.map(value) ?? (0..<count).map(value)
  }

  /// The values of the rows among those of all.
  func values<Value>(_ all: [Value]) -> [Value] {
    rows?.map { all[$0] } ?? all
  }
}
