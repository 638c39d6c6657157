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
  /// Lines get their amounts first (`BookBuilder+LineAmounts.swift`). Documents of which no file
  /// has a total, with or without tax, come to the sum of their lines less their own discount, and
  /// their charges (BR-CO-13) and tax.
  mutating func deriveFigures() {
    for (documents, lines, total) in BookBuilder.figures where tables[lines.index].rowCount > 0 {
      deriveAmounts(of: lines)
      if column("net", of: documents) == nil, column(total, of: documents) == nil {
        deriveTotals(of: documents, from: lines, as: total)
      }
    }
  }

  // MARK: - Documents

  private mutating func deriveTotals(
    of documents: CollectionID, from lines: CollectionID, as name: String
  ) {
    guard column("amount", of: lines) != nil,
      case .currency(let codes)? = column("currency", of: documents)
    else { return }
    var net = lineSums("amount", of: lines, by: documents)
    if let discount = ownFigure("discount", of: documents) { net = net.combined(with: discount, -) }
    if let charges = ownFigure("charges", of: documents) { net = net.combined(with: charges, +) }
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

  /// A figure of documents that some collections of documents do not have, and some files neither.
  private func ownFigure(_ name: String, of documents: CollectionID) -> FigureColumn? {
    guard let field = schema.field(named: name, of: documents) else { return nil }
    return tables[documents.index].columns[field.index].map { FigureColumn($0) }
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
