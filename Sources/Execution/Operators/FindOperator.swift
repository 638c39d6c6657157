import Accounting
import Columns
import Diagnostics
import Model
import Planning
import Storage

/// Looks for words in everything, and tells each record that has them.
final class FindOperator: Operator {
  private let context: RunContext
  private let words: [Text]
  private let day: Moment
  private var isDone = false

  init(_ find: Find, _ context: RunContext) {
    self.context = context
    words = find.words
    day = Moment(find.days.last, known: find.days.known)
  }

  func next() throws(Diagnostic) -> Batch? {
    if isDone { return nil }
    isDone = true
    let view = context.evaluator.view(of: day)
    context.evaluator.options.headway?.begin(.lookingForWords)
    let found = BookSearch(view.store, words: words).hits(
      where: { rows, collection in view.existing(rows, of: collection, asOf: day.asOf) },
      unless: { context.evaluator.isInterrupted })
    guard let hits = found else { throw .interrupted() }
    if hits.count == BookSearch.mostHits {
      context.evaluator.scratch.note(
        "the \(hits.count) that fit best are told, and there may be more: add a word")
    }
    let columns = FoundRecords(view, asOf: day.asOf).columns(of: hits)
    return Batch(count: hits.count, columns: columns, days: .one(day))
  }
}

/// What is told of records that were found, whatever they are.
private struct FoundRecords {
  private let view: BookView
  private let day: CivilDate
  private var schema: Schema { view.store.schema }

  init(_ view: BookView, asOf day: CivilDate) {
    (self.view, self.day) = (view, day)
  }

  /// Kind, record, party, date, amount, and the text that answers.
  func columns(of hits: [BookSearch.Hit]) -> [Vector] {
    let rows = hits.map { hit -> [Value] in
      let document = linked(hit.record, "document") ?? hit.record
      let party = linked(document, "customer") ?? linked(document, "vendor")
      return [
        .text(Text(kind(of: hit.record.collection))), .text(Text(label(of: hit.record))),
        party.map { .text(Text(label(of: $0))) } ?? .missing,
        value(of: document, schema[document.collection].dateField),
        value(of: hit.record, ["total", "amount"].first { has($0, hit.record.collection) }),
        .text(Text(found(hit))),
      ]
    }
    return Find.types.enumerated().map { place, type in
      Vector(rows.map { $0[place] }, type)
    }
  }

  /// `invoice`, `invoice line`, `bill payment`: singular, with its side.
  private func kind(of collection: CollectionID) -> String {
    let words = schema[collection].singular.split(separator: "_")
    if words.count > 1 { return words.joined(separator: " ") }
    let side = schema[collection].name.split(separator: "_").dropLast()
    return (side.map(String.init) + [schema[collection].singular]).joined(separator: " ")
  }

  /// A number or a name; of what has neither, those of what it belongs to.
  private func label(of record: RecordID) -> String {
    for name in schema[record.collection].labels {
      switch value(of: record, name) {
      case .text(let text): return text.string
      case .number(let number):
        let parent = linked(record, "document").map { label(of: $0) + " " } ?? ""
        return "\(parent)\(number.normalized.description)"
      default: continue
      }
    }
    let parent = linked(record, "document") ?? linked(record, "customer")
    return parent.map { label(of: $0) } ?? "\(kind(of: record.collection)) \(record.row + 1)"
  }

  /// `description: Desk lamp`; what is confidential is named only.
  private func found(_ hit: BookSearch.Hit) -> String {
    let name = schema[hit.field].name
    guard case .text(let text) = value(of: hit.record, name),
      !ColumnTraits.isConfidential(fieldNamed: name)
    else { return name }
    return "\(name): \(text.string)"
  }

  private func has(_ name: String, _ collection: CollectionID) -> Bool {
    schema.field(named: name, of: collection) != nil
  }

  private func value(of record: RecordID, _ name: String?) -> Value {
    guard let name, let field = schema.field(named: name, of: record.collection),
      schema[field].origin == .stored
    else { return .missing }
    return view.vector(of: field, at: [record.row], asOf: day)[0]
  }

  private func linked(_ record: RecordID, _ name: String) -> RecordID? {
    if case .record(let target) = value(of: record, name) { return target }
    return nil
  }
}
