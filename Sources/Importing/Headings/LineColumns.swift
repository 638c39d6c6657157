import Columns
import Diagnostics
import Model

/// What the headings of a file make of its columns if its rows are lines of documents.
struct LineColumns {
  /// Documents that have lines, their lines, and the party that they name.
  typealias Kind = (documents: CollectionID, lines: CollectionID, party: String)

  let kind: Kind
  /// The lines of a mapping that speak of documents, and those that speak of lines.
  let sides: (documents: [FieldMapping.Entry], lines: [FieldMapping.Entry])
  /// What each column is if it is the documents', nil where it is no field of theirs.
  let documents: [ColumnPlan?]
  /// What each column is if it is the lines', nil where it is no field of theirs.
  let lines: [ColumnPlan?]
  /// The column with the number of the document.
  let number: Int
  private let shown: [String]

  /// The documents that have lines, and their lines.
  private static let kinds: [Kind] = [
    (.invoices, .invoiceLines, "customer"), (.bills, .billLines, "vendor"),
    (.credits, .creditLines, "customer"), (.vendorCredits, .vendorCreditLines, "vendor"),
    (.orders, .orderLines, "customer"), (.purchaseOrders, .purchaseOrderLines, "vendor"),
  ]

  /// What makes a row a line rather than a document.
  private static let signs: Set<String> = [
    "item", "description", "quantity", "unit_price", "amount",
  ]

  /// The columns of a file; nil where its headings show no lines.
  init?(
    _ table: RawTable, _ collection: CollectionID, _ mapping: FieldMapping?
  ) throws(Diagnostic) {
    guard let kind = LineColumns.kinds.first(where: { $0.documents == collection }) else {
      return nil
    }
    let sides = LineColumns.sides(of: mapping, kind.documents, kind.lines)
    let name = mapping?.name ?? ""
    let found = try HeadingResolver.fields(of: table, kind.documents, sides.documents, name)
    var foundLines = try HeadingResolver.fields(of: table, kind.lines, sides.lines, name)
    guard let number = found.firstIndex(where: { $0?.name == "number" }),
      found.contains(where: { $0?.name == kind.party || $0?.name == "date" })
    else { return nil }
    for (column, plan) in foundLines.enumerated() where plan?.name == "document" {
      foundLines[column] = nil
    }
    foundLines[number] = nil
    shown = foundLines.compactMap { $0?.name }.filter { LineColumns.signs.contains($0) }
    guard shown.count >= 2 else { return nil }
    (self.kind, self.sides, self.number) = (kind, sides, number)
    (documents, lines) = (found, foundLines)
  }

  /// Whether a column that only lines have counts something, which tells without the rows.
  ///
  /// Two invoices of one number with a description each are a mistake to find, not two lines.
  var isCounted: Bool { shown.contains("quantity") || shown.contains("unit_price") }

  /// Whether a column names the party; nil where only the rows tell whether it is a line's.
  var namesParty: Bool? {
    let naming = documents.indices.filter { documents[$0]?.name == kind.party }
    if naming.isEmpty { return false }
    return naming.contains { lines[$0] == nil } ? true : nil
  }

  /// Which rows belong to which document; nil where the rows are no lines.
  func rows(of table: RawTable) -> DocumentRows? {
    let rows = DocumentRows(
      table, number: number,
      own: documents.indices.filter {
        documents[$0].map { $0.target != .ignored && $0.target != .extra } == true
          && lines[$0] == nil
      })
    let hasItems = shown.contains("item") && rows.firstRows.count < table.lines.count
    return isCounted || hasItems || rows.hasContinuations ? rows : nil
  }

  /// The lines of a mapping that speak of documents, and those that speak of lines.
  ///
  /// A field that both have is the document's, unless it is written `line.amount`.
  private static func sides(
    of mapping: FieldMapping?, _ documents: CollectionID, _ lines: CollectionID
  ) -> (documents: [FieldMapping.Entry], lines: [FieldMapping.Entry]) {
    var sides: (documents: [FieldMapping.Entry], lines: [FieldMapping.Entry]) = ([], [])
    let schema = InvoiceSchema.standard
    for entry in mapping?.entries ?? [] {
      guard let field = entry.field else {
        sides.documents.append(entry)
        continue
      }
      let prefix = "line."
      if field.hasPrefix(prefix) {
        sides.lines.append(entry.naming(String(field.dropFirst(prefix.count))))
      } else if !entry.isOwnName, schema.field(named: field, of: documents) == nil,
        schema.field(named: field, of: lines) != nil
      {
        sides.lines.append(entry)
      } else {
        sides.documents.append(entry)
      }
    }
    return sides
  }
}
