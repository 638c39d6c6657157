import Accounting
import Columns
import Diagnostics
import Execution
import Model
import Planning
import Rendering
import Storage
import Syntax

/// What belongs to a record, as questions about it in the language.
struct CardSections {
  /// One section: its heading, and what is asked behind the reference.
  private typealias Plan = (title: String, path: String, steps: String)

  /// In larger books findings and duplicates take longer than a card may; they are asked by name.
  private static let mostRecords = 200_000

  private let engine: Engine
  private let query: Query

  init(_ engine: Engine, _ query: Query) {
    (self.engine, self.query) = (engine, query)
  }

  /// The card of the record that the question is about alone, from its own fields.
  func card(_ facts: ResultTable, of record: RecordID) throws(Mistakes) -> Card {
    let schema = engine.view.store.schema
    let collection = record.collection
    var sections: [Card.Section] = []
    for plan in CardSections.plans(of: schema[collection].name) {
      if plan.path == "findings" || plan.path == "duplicates", isLarge { continue }
      let table: ResultTable
      if plan.path.isEmpty {
        table = Story.remarks(on: record, in: engine.view, asOf: facts.asOf)
      } else {
        // A book without such files has nothing to ask about.
        guard schema.field(named: firstName(plan.path), of: collection) != nil else { continue }
        table = try answer(plan)
      }
      if table.rowCount > 0 { sections.append(Card.Section(plan.title, table.withoutBlanks)) }
    }
    let kind = schema[collection].singularInWords
    let names = schema[collection].labels.reversed().compactMap { name in
      facts.columns.first { $0.name == name }.flatMap { text(of: $0) }
    }
    return Card(
      title: "\(kind) \(names.joined(separator: " · "))", facts: facts.withoutBlanks,
      sections: sections)
  }

  private var isLarge: Bool {
    let store = engine.view.store
    return store.rowCount(of: .invoices) + store.rowCount(of: .bills) > Self.mostRecords
  }

  private func firstName(_ path: String) -> String {
    String(path.split(separator: ".").first ?? "")
  }

  private func text(of column: ResultTable.Column) -> String? {
    guard column.values.count == 1, case .text(let text) = column.values[0] else { return nil }
    return text.string
  }

  /// The question goes on from the reference, on the day that was asked for.
  private func answer(_ plan: Plan) throws(Mistakes) -> ResultTable {
    guard case .reference(let reference, _) = query.source.kind else {
      preconditionFailure("a card is of a reference")
    }
    let path = plan.path.split(separator: ".").map { Name(String($0), .at(0)) }
    let source = Source(.reference(reference, path: path), query.source.span)
    let named = Query(
      source, asOf: query.asOf, knownOn: query.knownOn, steps: [], query.span)
    let text = SourceText("\(SyntaxPrinter.text(named)) \(plan.steps)")
    let statement = try Parser.statement(in: text, currencies: Currency.allCodes)
    return try engine.answer(try Engine.query(of: statement), in: text).table
  }

  // MARK: The sections

  private static func plans(of name: String) -> [Plan] {
    switch name {
    case "invoices", "bills": document
    case "customers": party("invoices")
    case "vendors": party("bills")
    case "credits", "vendor_credits", "payments", "bill_payments": money
    case "orders", "purchase_orders": order
    default: []
    }
  }

  private static let document: [Plan] = [
    (
      "lines", "lines",
      "show line, item, description, quantity, unit_price, amount, tax_rate"
    ),
    ("tax", "lines", "sum amount as net, sum tax as tax by tax_rate"),
    (
      "settled by", "allocations",
      "sort date show date, payment, credit, amount, date - document.date as days_after"
    ),
    ("credit notes", "credits", "sort date show number, date, amount, unapplied, reason"),
    history,
    ("findings", "findings", "show rule, message"),
    ("perhaps entered twice", "duplicates", "show first, second, score, reasons"),
  ]

  private static func party(_ documents: String) -> [Plan] {
    [
      ("owed by age", documents, "where open sum owed by currency across aging"),
      (
        "open, the oldest first", documents,
        "where open sort due show number, date, due, total, owed, days_overdue"
      ),
      (
        "last payments", "payments",
        "sort date desc take 5 show date, number, amount, unapplied, reference"
      ),
      (
        "disputes", "\(documents).disputes",
        "where not resolved show document, date, amount, reason"
      ),
      ("last notes", "notes", "sort date desc take 3 show date, text, recorded_by"),
      history,
      ("findings", "findings", "show document, rule, message"),
    ]
  }

  private static let money: [Plan] = [
    ("lines", "lines", "show line, item, description, quantity, unit_price, amount"),
    ("settles", "allocations", "sort date show date, document, amount"),
    history,
    ("findings", "findings", "show rule, message"),
    ("perhaps entered twice", "duplicates", "show first, second, score, reasons"),
  ]

  private static let order: [Plan] = [
    ("lines", "lines", "show line, item, description, quantity, unit_price, amount"),
    ("delivered", "deliveries", "sort date show number, date, reference"),
    ("received", "receipts", "sort date show number, date, reference"),
    history,
  ]

  /// What was said about it and done to it, which no question tells in one go.
  private static let history: Plan = ("history", "", "")
}

extension ResultTable {
  /// The answer without columns that say nothing: all missing, or `no` everywhere.
  fileprivate var withoutBlanks: ResultTable {
    replacing(
      columns.filter { column in
        (0..<column.values.count).contains {
          column.values[$0] != .missing && column.values[$0] != .boolean(false)
        }
      })
  }
}
