import Columns
import Model

extension BookBuilder {
  /// Documents, their lines, and what their total is called.
  private static let figures: [(documents: CollectionID, lines: CollectionID, total: String)] = [
    (.invoices, .invoiceLines, "total"), (.bills, .billLines, "total"),
    (.credits, .creditLines, "amount"), (.vendorCredits, .vendorCreditLines, "amount"),
    (.orders, .orderLines, "total"), (.purchaseOrders, .purchaseOrderLines, "total"),
  ]

  /// Works out what follows from other figures of the files, and only where these say nothing.
  ///
  /// The amount of a line that has none is quantity × unit price − discount. Documents of which no
  /// file has a total, with or without tax, come to the sum of their lines less their own discount,
  /// and their tax.
  mutating func deriveFigures() {
    for (documents, lines, total) in BookBuilder.figures where tables[lines.index].rowCount > 0 {
      deriveAmounts(of: lines)
      if column("net", of: documents) == nil, column(total, of: documents) == nil {
        deriveTotals(of: documents, from: lines, as: total)
      }
    }
  }

  // MARK: - Lines

  private mutating func deriveAmounts(of lines: CollectionID) {
    guard case .number(let quantities, let quantityScale)? = column("quantity", of: lines),
      case .money(let prices, let priceScale, let currencies)? = column("unit_price", of: lines)
    else { return }
    let count = quantities.count
    var amounts = [Int64](repeating: Missing.stored, count: count)
    var given = priceScale
    var codes = currencies
    if case .money(let written, let scale, let writtenCodes)? = column("amount", of: lines) {
      (amounts, given, codes) = (written, scale, writtenCodes)
    }
    let discounts = LineDiscounts(column("discount", of: lines))
    let product = quantityScale + priceScale
    let widest = Swift.max(product, given, discounts.scale)
    let tens = Decimal.powersOfTen
    var wide = [Int128](repeating: Missing.coefficient, count: count)
    for row in 0..<count {
      if amounts[row] != Missing.stored {
        wide[row] = Int128(amounts[row]) * tens[widest - given]
      } else if quantities[row] != Missing.stored, prices[row] != Missing.stored,
        let discount = discounts.amount(of: row)
      {
        let (exact, overflow) = (Int128(quantities[row]) * Int128(prices[row]))
          .multipliedReportingOverflow(by: tens[widest - product])
        let less = Int128(discount) * tens[widest - discounts.scale]
        let (rest, isBeyond) = exact.subtractingReportingOverflow(less)
        wide[row] = overflow || isBeyond ? Int128.max : rest
        codes[row] = currencies[row]
      }
    }
    let least = Swift.max(Swift.min(given, widest), discounts.scale, priceScale)
    store(wide, scale: widest, atLeast: least, codes, of: lines)
  }

  /// Stores amounts without zeros that nobody wrote; a row whose amount has no place is refused.
  private mutating func store(
    _ wide: [Int128], scale: Int, atLeast least: Int, _ codes: [UInt16], of lines: CollectionID
  ) {
    var scale = scale
    var divisor: Int128 = 1
    while scale > least,
      wide.allSatisfy({ $0 == Missing.coefficient || $0 % (divisor * 10) == 0 || $0 == .max })
    {
      divisor *= 10
      scale -= 1
    }
    var kept: [RowIndex] = []
    let amounts = wide.enumerated().map { row, amount -> Int64 in
      guard amount != Missing.coefficient else {
        kept.append(RowIndex(row))
        return Missing.stored
      }
      if let stored = Int64(exactly: amount / divisor), stored != Missing.stored {
        kept.append(RowIndex(row))
        return stored
      }
      refuse(
        row, of: lines, field: "amount", text: "", reason: "quantity × unit price is too large")
      markIncomplete(row, of: lines)
      return Missing.stored
    }
    set("amount", of: lines, to: .money(amounts, scale: scale, currencies: codes))
    keep(kept, of: lines)
  }

  /// Remembers that the document of a refused line lacks it.
  private mutating func markIncomplete(_ row: Int, of lines: CollectionID) {
    guard case .record(let documents, let rows)? = column("document", of: lines), rows[row] >= 0
    else { return }
    let count = tables[documents.index].rowCount
    var all = tables[documents.index].hasAllLines ?? [Bool](repeating: true, count: count)
    all[Int(rows[row])] = false
    tables[documents.index].hasAllLines = all
  }

  // MARK: - Documents

  private mutating func deriveTotals(
    of documents: CollectionID, from lines: CollectionID, as name: String
  ) {
    guard column("amount", of: lines) != nil,
      case .currency(let codes)? = column("currency", of: documents)
    else { return }
    var net = lineSums("amount", of: lines, by: documents)
    if let field = schema.field(named: "discount", of: documents),
      let discount = tables[documents.index].columns[field.index]
    {
      net = net.combined(with: FigureColumn(discount), -)
    }
    var tax = column("tax", of: documents).map { FigureColumn($0) }
    if tax == nil, column("tax", of: lines) != nil {
      let sums = lineSums("tax", of: lines, by: documents)
      set("tax", of: documents, to: sums.column(codes))
      tax = sums
    }
    set("net", of: documents, to: net.column(codes))
    let total = tax.map { net.combined(with: $0, +) } ?? net
    set(name, of: documents, to: total.column(codes))
  }

  /// The sum of a field over each document's lines; missing where a line of another currency or
  /// without an amount leaves it open.
  private func lineSums(
    _ field: String, of lines: CollectionID, by documents: CollectionID
  ) -> FigureColumn {
    let count = tables[documents.index].rowCount
    var sums = [Int128](repeating: 0, count: count)
    // A document that lacks a refused line comes to nobody knows what.
    var isKnown = tables[documents.index].hasAllLines ?? [Bool](repeating: true, count: count)
    var hasLines = [Bool](repeating: false, count: count)
    guard case .money(let amounts, let scale, let currencies)? = column(field, of: lines),
      case .record(_, let rows)? = column("document", of: lines),
      case .currency(let codes)? = column("currency", of: documents)
    else { return FigureColumn(missing: count) }
    for (row, document) in rows.enumerated() where document >= 0 {
      let document = Int(document)
      hasLines[document] = true
      if amounts[row] != Missing.stored, currencies[row] == codes[document] {
        sums[document] += Int128(amounts[row])
      } else if amounts[row] != Missing.stored || field == "amount" {
        isKnown[document] = false
      }
    }
    for document in 0..<count where !hasLines[document] || !isKnown[document] {
      sums[document] = Missing.coefficient
    }
    return FigureColumn(values: sums, scale: scale)
  }
}

/// The discounts of lines, as far as they are surely money.
private struct LineDiscounts {
  let scale: Int
  private let amounts: [Int64]
  private let isMoney: Bool

  init(_ column: Column?) {
    guard case .money(let amounts, let scale, _)? = column else {
      (self.amounts, self.scale, isMoney) = ([], 0, true)
      return
    }
    (self.amounts, self.scale) = (amounts, scale)
    // Where all are parts of one, like 0.15, they may be rates.
    let one = Decimal.powersOfTen[scale]
    let said = amounts.filter { $0 != Missing.stored && $0 != 0 }
    isMoney = said.isEmpty || said.contains { Int128($0).magnitude >= one.magnitude }
  }

  /// The discount of a line in money; nil if it may be a rate.
  func amount(of row: Int) -> Int64? {
    guard amounts.indices.contains(row), amounts[row] != Missing.stored, amounts[row] != 0 else {
      return 0
    }
    return isMoney ? amounts[row] : nil
  }
}

/// Amounts on their way to a column.
private struct FigureColumn {
  let values: [Int128]
  let scale: Int

  init(values: [Int128], scale: Int) {
    (self.values, self.scale) = (values, scale)
  }

  init(missing count: Int) {
    self.init(values: [Int128](repeating: Missing.coefficient, count: count), scale: 0)
  }

  init(_ column: Column) {
    guard case .money(let amounts, let scale, _) = column else {
      self.init(missing: column.count)
      return
    }
    self.init(
      values: amounts.map { $0 == Missing.stored ? Missing.coefficient : Int128($0) }, scale: scale)
  }

  /// Both columns put together; what is missing in the other one counts nothing.
  func combined(with other: FigureColumn, _ join: (Int128, Int128) -> Int128) -> FigureColumn {
    let wider = Swift.max(scale, other.scale)
    let mine = Decimal.powersOfTen[wider - scale]
    let theirs = Decimal.powersOfTen[wider - other.scale]
    let joined = zip(values, other.values).map { value, more in
      guard value != Missing.coefficient else { return Missing.coefficient }
      return join(value * mine, more == Missing.coefficient ? 0 : more * theirs)
    }
    return FigureColumn(values: joined, scale: wider)
  }

  /// The column as stored; a sum too large for it stays missing.
  func column(_ currencies: [UInt16]) -> Column {
    let stored = values.map { value in
      value == Missing.coefficient ? Missing.stored : Int64(exactly: value) ?? Missing.stored
    }
    return .money(stored, scale: scale, currencies: currencies)
  }
}
