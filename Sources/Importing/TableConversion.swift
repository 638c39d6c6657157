import Columns
import Diagnostics
import Model

/// What is known about currencies before a file is read.
struct CurrencyContext {
  /// The currency of amounts for which neither row nor amount names one.
  let home: Currency?
  /// The currency that `$` means, where the row does not say.
  let dollar: Currency?
}

/// Turns a file's texts into the typed columns of its collection.
///
/// The order matters: first all texts are read, then rows are refused, then what is left sets the
/// scales, and only then are columns made, so that a refused row leaves no trace in them.
struct TableConversion: Sendable {
  let table: RawTable
  let collection: CollectionID
  let plans: [ColumnPlan]
  let spellings: [Spelling]
  let readings: [ColumnReading]
  /// The currency of each row as its columns name it, `Missing.currency` where they do not.
  var rowCurrencies: [UInt16]
  /// The currency of the book, `Missing.currency` where nothing names one.
  let homeCode: UInt16
  /// Whether amounts count the smallest coins of their currencies.
  let areAmountsMinor: Bool
  /// Why a row is refused, by row.
  var refusalOfRow: [Int: Refusal] = [:]

  /// Reads the texts of a table, which may be some rows of a whole: how dates and numbers are
  /// written is decided by all of them.
  init(
    _ table: RawTable, of whole: RawTable? = nil, _ collection: CollectionID,
    _ plans: [ColumnPlan], mapping: FieldMapping?, _ context: CurrencyContext
  ) throws(Diagnostic) {
    var plans = plans
    let context = CurrencyContext(
      home: TableConversion.currency(ofHeadings: table, plans) ?? context.home,
      dollar: context.dollar)
    self.table = table
    self.collection = collection
    for index in plans.indices where plans[index].target == .extra {
      if TableConversion.tellsSettledDays(table.columns[index], collection, plans) {
        plans[index] = ColumnPlan(target: .settledDay, name: Synonyms.settled, kind: .date)
        continue
      }
      if TableConversion.namesPaidDocument(table.columns[index], collection) {
        plans[index].kind = .text
        continue
      }
      plans[index].kind = TableConversion.kind(of: table.columns[index], in: collection)
    }
    spellings = try SpellingDecision.spellings(of: whole ?? table, plans, mapping)
    let (texts, headings) = (table.columns.map(\.texts), table.columns.map(\.heading))
    var readings = Workers.map(plans.count, rows: texts.map(\.count).max() ?? 0) {
      [plans, spellings] in
      ColumnReading(texts[$0], plans[$0].kind, spellings[$0], heading: headings[$0])
    }
    if let column = TableConversion.openDiscount(plans, collection, table, mapping),
      try DiscountDecision.areRates(column, of: table, plans, readings)
    {
      plans[column] = ColumnPlan(target: .field, name: "discount_rate", kind: .discountRate)
      readings[column] = ColumnReading(
        texts[column], .discountRate, spellings[column], heading: headings[column])
      readings[column].decide("discounts are rates")
    }
    self.plans = plans
    self.readings = readings
    rowCurrencies = [UInt16](repeating: Missing.currency, count: table.lines.count)
    homeCode = context.home?.code ?? Missing.currency
    areAmountsMinor = mapping?.amounts == .minor
    refuseTotals()
    refuseUnreadable()
    refuseUnnumbered()
    try refuseIncompleteRates()
    settleCurrencies(context)
  }

  /// Whether a column of payments that is no field names the document which each pays.
  static func namesPaidDocument(_ column: RawColumn, _ collection: CollectionID) -> Bool {
    (collection == .payments || collection == .billPayments)
      && Synonyms.paidDocuments.contains(column.key)
  }

  /// The currency that headings of amounts name, if they name one; rows may name others.
  private static func currency(ofHeadings table: RawTable, _ plans: [ColumnPlan]) -> Currency? {
    let named = zip(table.columns, plans).compactMap { column, plan in
      plan.kind == .money ? column.currency : nil
    }
    return Set(named).count == 1 ? named.first : nil
  }

  /// Whether a column that is no field tells the days on which documents were settled, and no other
  /// column does.
  private static func tellsSettledDays(
    _ column: RawColumn, _ collection: CollectionID, _ plans: [ColumnPlan]
  ) -> Bool {
    (collection == .invoices || collection == .bills)
      && !plans.contains { $0.target == .settledDay } && PaidColumn.tellsDays(column)
  }

  /// The column of discounts that may be rates; nil where the mapping says what it is.
  private static func openDiscount(
    _ plans: [ColumnPlan], _ collection: CollectionID, _ table: RawTable, _ mapping: FieldMapping?
  ) -> Int? {
    let fields = InvoiceSchema.standard[collection].fields
    guard fields.contains(where: { $0.name == "discount_rate" }),
      let column = plans.firstIndex(where: { $0.name == "discount" && $0.target == .field })
    else { return nil }
    let key = Heading.key(table.columns[column].heading)
    let isMapped = mapping?.entries.contains { Heading.key($0.heading) == key } ?? false
    return isMapped ? nil : column
  }

  /// What the texts of a column without a field are.
  ///
  /// What is open of a document decides what it owes, so it may be written as its total is.
  private static func kind(of column: RawColumn, in collection: CollectionID) -> ColumnPlan.Kind {
    let kind = ExtraKind.kind(of: column)
    let key = column.key
    guard kind == .text, documents.contains(collection), !column.isEmpty,
      Synonyms.settledAmounts.contains(where: { $0.key == key })
    else { return kind }
    let areAmounts = [DecimalMark.point, .comma].contains { mark in
      var spelling = Spelling()
      spelling.decimalMark = mark
      return ColumnReading(column.texts, .money, spelling, heading: column.heading).faults.isEmpty
    }
    return areAmounts ? .money : .text
  }

  /// The collections whose files may tell how much of each record is settled.
  static let documents: [CollectionID] = [
    .invoices, .bills, .credits, .vendorCredits, .payments, .billPayments,
  ]

  /// What the table became, and the report on it.
  func result() -> (draft: TableDraft, report: FileReport, refusals: [Refusal]) {
    var conversion = self
    let scales = conversion.settleScales()
    var draft = conversion.draft(scales)
    let paid = conversion.settleByStatus(&draft)
    let refusals = table.refusals + conversion.refusalOfRow.values
    var report = FileReport(
      name: table.file, collection: collection, rowsRead: table.rowsRead,
      accepted: draft.rowCount, refused: refusals.count, columns: columnReports(),
      areAmountsMinor: areAmountsMinor)
    if let paid { report.notes.append(paid) }
    return (draft, report, refusals.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
  }

  // MARK: - Refusing rows

  /// Refuses a row for one of its fields; the first reason stays.
  mutating func refuse(_ row: Int, _ column: Int, _ reason: String) {
    guard refusalOfRow[row] == nil else { return }
    let code = table.columns[column].codes[row]
    let text =
      code == Missing.text ? "" : String(decoding: table.columns[column].texts[code], as: UTF8.self)
    refusalOfRow[row] = Refusal(
      file: table.file, line: Int(table.lines[row]), column: table.columns[column].place + 1,
      heading: table.columns[column].heading, text: text, reason: reason)
  }

  /// Refuses rows without a number that begin with the word for a total, as reports end with.
  private mutating func refuseTotals() {
    guard let number = plans.firstIndex(where: { $0.name == "number" && $0.target == .field })
    else { return }
    for (row, code) in table.columns[number].codes.enumerated() where code == Missing.text {
      let first = table.columns.firstIndex { $0.codes[row] != Missing.text }
      guard let first else { continue }
      let column = table.columns[first]
      if TableConversion.isTotal(column.texts[column.codes[row]]) {
        refuse(row, first, "a total of other rows")
      }
    }
  }

  private mutating func refuseUnreadable() {
    for (column, reading) in readings.enumerated() where !reading.faults.isEmpty {
      for (row, code) in table.columns[column].codes.enumerated() {
        if let reason = reading.faults[code] { refuse(row, column, reason) }
      }
    }
  }

  private mutating func refuseUnnumbered() {
    guard collection == .invoices || collection == .bills,
      let column = plans.firstIndex(where: { $0.name == "number" && $0.target == .field })
    else { return }
    let what = InvoiceSchema.standard[collection].singular
    let texts = table.columns[column].texts
    let isTotal = (0..<UInt32(texts.count)).map { TableConversion.isTotal(texts[$0]) }
    for (row, code) in table.columns[column].codes.enumerated() {
      if code == Missing.text {
        refuse(row, column, "the \(what) has no number")
      } else if isTotal[Int(code)], !namesPartyOrDate(row) {
        refuse(row, column, "a total of other rows")
      }
    }
  }

  private func namesPartyOrDate(_ row: Int) -> Bool {
    plans.indices.contains { column in
      ["customer", "vendor", "date"].contains(plans[column].name)
        && table.columns[column].codes[row] != Missing.text
    }
  }

  /// Whether a text stands where reports write the sums of their rows.
  private static func isTotal(_ text: ArraySlice<UInt8>) -> Bool {
    // Nearly all numbers have digits, which none of these words has.
    if text.prefix(16).contains(where: \.isDigit) { return false }
    let word = Heading.key(String(decoding: text.prefix(16), as: UTF8.self))
    return ["total", "total:", "totals", "grandtotal", "sum", "summe"].contains(word)
  }

  // MARK: - Scales

  /// The scale of every column of numbers: the largest of the rows that are kept.
  private mutating func settleScales() -> [Int] {
    var scales = [Int](repeating: 0, count: plans.count)
    for column in plans.indices {
      let numbers: [ScaledNumber]
      switch readings[column].values {
      case .money(let all, _) where areAmountsMinor:
        scales[column] = scaleMinorAmounts(of: column, all)
        continue
      case .number(let all), .money(let all, _): numbers = all
      default: continue
      }
      let codes = table.columns[column].codes
      if refusalOfRow.isEmpty, table.columns[column].usesAllTexts {
        scales[column] = numbers.reduce(0) { Swift.max($0, $1.scale) }
      } else {
        for (row, code) in codes.enumerated()
        where code != Missing.text && refusalOfRow[row] == nil {
          scales[column] = Swift.max(scales[column], numbers[Int(code)].scale)
        }
      }
      let tooLarge = numbers.map { $0.coefficient(atScale: scales[column]) == nil }
      guard tooLarge.contains(true) else { continue }
      for (row, code) in codes.enumerated() where code != Missing.text && tooLarge[Int(code)] {
        refuse(row, column, NumberFault.tooLarge.rawValue)
      }
    }
    return scales
  }

  // MARK: - Report

  private func columnReports() -> [ColumnReport] {
    plans.indices.map { index in
      let plan = plans[index]
      let use: ColumnReport.Use =
        switch plan.target {
        case .field: .field(plan.name)
        case .settledDay: .settledDay
        case .status: .status
        case .extra: .extra(plan.name, plan.kind.type)
        case .currencyOfAmount: .currencyOfAmount
        case .ignored: plan.name.isEmpty ? .ignored : .workedOut
        }
      let column = table.columns[index]
      return ColumnReport(
        heading: column.heading, collection: collection, use: use,
        dateOrder: spellings[index].dateOrder, decimalMark: spellings[index].decimalMark,
        proof: spellings[index].proof,
        notes: [spellings[index].note, readings[index].note].compactMap { $0 })
    }
  }
}

extension ScaledNumber {
  /// The coefficient at another scale; nil when it does not fit or has digits behind it.
  func coefficient(atScale target: Int) -> Int64? {
    if target == scale { return coefficient }
    guard let wide = decimal.coefficient(atScale: target) else { return nil }
    return Int64(exactly: wide)
  }
}

extension ColumnPlan.Kind {
  /// The type of values of the kind.
  var type: DataType {
    switch self {
    case .text: .text
    case .boolean: .boolean
    case .number, .rate, .discountRate: .number
    case .money: .money
    case .date: .date
    case .currency: .currency
    }
  }
}
