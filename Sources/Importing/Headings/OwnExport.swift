import Columns
import Model

/// The columns that invoq itself adds when it writes a collection as CSV.
///
/// Reading the file back takes what the book stores and works out the rest anew. A file was surely
/// written so where every derived field of the collection stands among its headings, letter by
/// letter; a single `status` or `balance` is some other program's and is kept.
struct OwnExport {
  private let table: RawTable
  private let fields: [FieldSchema]
  private let headings: Set<String>
  /// Whether the file was surely written so.
  let isWhole: Bool

  init(_ table: RawTable, _ collection: CollectionID) {
    self.table = table
    fields = InvoiceSchema.standard[collection].fields
    headings = Set(table.columns.map(\.heading))
    let derived = fields.filter(\.isDerived)
    isWhole = !derived.isEmpty && derived.allSatisfy { [headings] in headings.contains($0.name) }
  }

  /// What a column becomes that is no field to be filled: a figure worked out, or the currency that
  /// stands beside an amount; nil for any other.
  func plan(of column: Int) -> ColumnPlan? {
    let heading = table.columns[column].heading
    if let field = fields.first(where: { $0.name == heading }) {
      return field.isDerived && isWhole ? leftOut(heading) : nil
    }
    let ending = "_currency"
    guard heading.hasSuffix(ending),
      let field = fields.first(where: { $0.name + ending == heading && $0.type == .money }),
      headings.contains(field.name)
    else { return nil }
    if field.isDerived { return isWhole ? leftOut(heading) : nil }
    // Other programs call an amount so: `amount_currency` of Odoo is one in another currency.
    let texts = table.columns[column].texts
    let areCurrencies = (0..<UInt32(texts.count)).allSatisfy { Currency(texts[$0]) != nil }
    return areCurrencies
      ? ColumnPlan(target: .currencyOfAmount, name: heading, kind: .currency) : nil
  }

  private func leftOut(_ name: String) -> ColumnPlan {
    ColumnPlan(target: .ignored, name: name, kind: .text)
  }
}

extension FieldSchema {
  fileprivate var isDerived: Bool {
    if case .derived = origin { true } else { false }
  }
}
