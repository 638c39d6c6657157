import Columns
import Model

/// Documents that come to less than nothing become credit notes, whose amounts are positive.
///
/// What a document comes to is its total, else its net amount, else what its lines come to; neither
/// its number nor its quantities make a credit note of it. Drafts and void documents stay what
/// they are. Where credit notes are told apart otherwise, or payments stand beside documents in one
/// file, and none of them comes to more than nothing, the file writes them negative.
struct NegativeDocuments {
  /// Documents that can be negative, their credit notes, and the lines of both.
  private static let kinds: [CollectionID: (credits: CollectionID, creditLines: CollectionID)] = [
    .invoices: (.credits, .creditLines), .bills: (.vendorCredits, .vendorCreditLines),
  ]

  /// The documents, those that became credit notes, and their lines.
  private(set) var drafts: [TableDraft]
  /// What was decided, as a clause; nil where no document is negative.
  private(set) var note: String?

  /// Looks at the documents of a file and at their lines, if it has them.
  ///
  /// A file may tell itself which of its documents are invoices and which are credit notes.
  init(_ drafts: [TableDraft], tellsForm: Bool, isAmongDocuments: Bool) {
    self.drafts = drafts
    guard let documents = drafts.first else { return }
    let lines = drafts.dropFirst().first
    if let kind = NegativeDocuments.kinds[documents.collection], !tellsForm {
      splitOff(kind.credits, kind.creditLines, documents, lines)
    } else if documents.collection == .credits || documents.collection == .vendorCredits {
      turn(documents, lines, "credit notes")
    } else if isAmongDocuments, [.payments, .billPayments].contains(documents.collection) {
      turn(documents, nil, "payments")
    }
  }

  private mutating func splitOff(
    _ credits: CollectionID, _ creditLines: CollectionID, _ documents: TableDraft,
    _ lines: TableDraft?
  ) {
    let figures = DocumentFigures(documents, lines)
    let isCredit = documents.indices.map { figures.isNegative($0) && !documents.isUnissued($0) }
    let count = isCredit.count { $0 }
    guard count > 0 else { return }
    note =
      "\(count) \(count == 1 ? "document comes" : "documents come") to less than nothing and "
      + "\(count == 1 ? "is a credit note" : "are credit notes")"
    let (positive, negative) = documents.split { isCredit[$0] }
    drafts = [positive]
    if let lines {
      let (others, theirs) = lines.split { row in
        let document = figures.documentOfLine[row]
        return document >= 0 && isCredit[Int(document)]
      }
      drafts += [others, theirs.withTurnedLines.moved(to: creditLines, renaming: [:])]
    }
    drafts.append(negative.asCredits(credits).withTurnedAmounts)
    drafts.removeAll { $0.rowCount == 0 }
  }

  /// Turns the signs of credit notes or payments if their file writes them negative.
  private mutating func turn(_ credits: TableDraft, _ lines: TableDraft?, _ what: String) {
    let figures = DocumentFigures(credits, lines)
    let isNegative = credits.indices.contains { figures.isNegative($0) }
    guard isNegative, !credits.indices.contains(where: { figures.isPositive($0) }) else { return }
    note = "the file writes \(what) negative"
    drafts = [credits.withTurnedAmounts] + (lines.map { [$0.withTurnedLines] } ?? [])
  }
}

// MARK: - What documents come to

/// What the documents of a file come to, as far as their signs go.
private struct DocumentFigures {
  /// The document of each line; `Missing.row` for none.
  let documentOfLine: [RowIndex]
  private let sums: [Int128]

  init(_ documents: TableDraft, _ lines: TableDraft?) {
    documentOfLine = lines.map { DocumentFigures.documents(of: $0, among: documents) } ?? []
    var sums = [Int128](repeating: 0, count: documents.rowCount)
    var isKnown = [Bool](repeating: false, count: documents.rowCount)
    for field in ["total", "amount", "net"] {
      guard case .money(let amounts, _, _)? = documents.values(field) else { continue }
      for (row, amount) in amounts.enumerated() where amount != Missing.stored && !isKnown[row] {
        sums[row] = Int128(amount)
        isKnown[row] = true
      }
    }
    if let lines, isKnown.contains(false) {
      let amounts = LineAmounts(lines)
      for line in documentOfLine.indices where documentOfLine[line] >= 0 {
        let document = Int(documentOfLine[line])
        if isKnown[document] { continue }
        let (sum, overflow) = sums[document].addingReportingOverflow(amounts[line])
        // A sum that has no place has no sign either, and is refused later.
        if !overflow { sums[document] = sum }
      }
      // What a document comes to that lacks a refused line, nobody knows.
      for (document, hasAll) in (documents.hasAllLines ?? []).enumerated()
      where !hasAll && !isKnown[document] {
        sums[document] = 0
      }
    }
    self.sums = sums
  }

  func isNegative(_ document: Int) -> Bool { sums[document] < 0 }
  func isPositive(_ document: Int) -> Bool { sums[document] > 0 }

  /// The document that each line names.
  private static func documents(
    of lines: TableDraft, among documents: TableDraft
  ) -> [RowIndex] {
    guard case .text(let codes, let names)? = lines.values("document"),
      case .text(let numbers, let dictionary)? = documents.values("number")
    else { return [RowIndex](repeating: .missing, count: lines.rowCount) }
    var rowOfNumber = [RowIndex](repeating: .missing, count: dictionary.count)
    for (row, code) in numbers.enumerated() where code != Missing.text {
      rowOfNumber[Int(code)] = RowIndex(row)
    }
    let rowOfName = dictionary.codes(of: names).map { code in
      code == Missing.text ? .missing : rowOfNumber[Int(code)]
    }
    return codes.map { $0 == Missing.text ? .missing : rowOfName[Int($0)] }
  }
}

/// The amounts of lines at one scale, worked out where they are not written; 0 where unknown.
private struct LineAmounts {
  private let quantities: [Int64]
  private let prices: [Int64]
  private let written: [Int64]
  /// What products and written amounts are multiplied with to be at one scale.
  private let factors: (product: Int128, written: Int128)

  init(_ lines: TableDraft) {
    var productScale = 0
    var scale = 0
    if case .number(let quantities, let quantityScale)? = lines.values("quantity"),
      case .money(let prices, let priceScale, _)? = lines.values("unit_price")
    {
      (self.quantities, self.prices) = (quantities, prices)
      productScale = quantityScale + priceScale
    } else {
      (quantities, prices) = ([], [])
    }
    if case .money(let amounts, let ownScale, _)? = lines.values("amount") {
      (written, scale) = (amounts, ownScale)
    } else {
      (written, scale) = ([], productScale)
    }
    let common = Swift.max(scale, productScale)
    let tens = Decimal.powersOfTen
    factors = (tens[common - productScale], tens[common - scale])
  }

  subscript(line: Int) -> Int128 {
    if !written.isEmpty, written[line] != Missing.stored {
      return Int128(written[line]) * factors.written
    }
    guard !quantities.isEmpty, quantities[line] != Missing.stored, prices[line] != Missing.stored
    else { return 0 }
    let product = Int128(quantities[line]) * Int128(prices[line])
    let (scaled, overflow) = product.multipliedReportingOverflow(by: factors.product)
    return overflow ? 0 : scaled
  }
}

// MARK: - Turning signs

extension TableDraft {
  fileprivate var indices: Range<Int> { 0..<rowCount }

  /// Whether a document is a draft or void.
  func isUnissued(_ row: Int) -> Bool {
    if case .boolean(let drafts)? = values("draft"), drafts[row] { return true }
    if case .date(let days)? = values("void_on"), days[row] != Missing.day { return true }
    return false
  }

  /// The rows that do not pass a test, and those that do.
  fileprivate func split(_ test: (Int) -> Bool) -> (failing: TableDraft, passing: TableDraft) {
    let passes = indices.map(test)
    let passing = passes.count { $0 }
    if passing == 0 { return (self, taking([])) }
    var rows: (failing: [RowIndex], passing: [RowIndex]) = ([], [])
    rows.failing.reserveCapacity(rowCount - passing)
    rows.passing.reserveCapacity(passing)
    for row in indices {
      if passes[row] {
        rows.passing.append(RowIndex(row))
      } else {
        rows.failing.append(RowIndex(row))
      }
    }
    return (taking(rows.failing), taking(rows.passing))
  }

  /// Issued documents as credit notes; these are not settled on days of their own.
  fileprivate func asCredits(_ credits: CollectionID) -> TableDraft {
    var kept = TableDraft(
      collection: collection, file: file, rowCount: rowCount,
      columns: columns.filter { !["draft", "void_on"].contains($0.name) }, lines: lines)
    kept.settledColumn = settledColumn
    kept.hasAllLines = hasAllLines
    return kept.moved(to: credits, renaming: ["total": "amount"])
  }

  /// The documents with the opposite signs; what the file tells of their settling keeps its own.
  fileprivate var withTurnedAmounts: TableDraft {
    var turned = mapping { column in
      ["net", "tax", "amount", "discount"].contains(column.name)
        ? column.values.turned : column.values
    }
    turned.settledColumn = settledColumn
    turned.settledColumn?.isTurned = true
    return turned
  }

  /// The lines with the opposite signs: prices turn positive, else quantities turn.
  fileprivate var withTurnedLines: TableDraft {
    var isPriceTurned = [Bool](repeating: false, count: rowCount)
    if case .money(let prices, _, _)? = values("unit_price") {
      isPriceTurned = prices.map { $0 < 0 && $0 != Missing.stored }
    }
    return mapping { column in
      switch column.name {
      case "amount", "tax", "discount": column.values.turned
      case "unit_price": column.values.turned(where: isPriceTurned)
      case "quantity": column.values.turned(where: isPriceTurned.map { !$0 })
      default: column.values
      }
    }
  }

  /// The same rows with other values in the fields that files do not bring themselves.
  private func mapping(_ values: (Column) -> Columns.Column) -> TableDraft {
    var mapped = TableDraft(
      collection: collection, file: file, rowCount: rowCount,
      columns: columns.map { column in
        column.extraHeading == nil ? Column(column.name, values(column)) : column
      }, lines: lines, settledDays: settledDays)
    mapped.hasAllLines = hasAllLines
    mapped.paidDocumentColumn = paidDocumentColumn
    return mapped
  }
}

extension Columns.Column {
  /// Numbers or money with the opposite signs.
  fileprivate var turned: Columns.Column {
    turned(where: [Bool](repeating: true, count: count))
  }

  /// Numbers or money with the opposite signs in some rows.
  fileprivate func turned(where isTurned: [Bool]) -> Columns.Column {
    func turned(_ values: [Int64]) -> [Int64] {
      zip(values, isTurned).map { $1 && $0 != Missing.stored ? -$0 : $0 }
    }
    switch self {
    case .number(let values, let scale): return .number(turned(values), scale: scale)
    case .money(let values, let scale, let currencies):
      return .money(turned(values), scale: scale, currencies: currencies)
    case .boolean, .date, .text, .currency, .record: return self
    }
  }
}
