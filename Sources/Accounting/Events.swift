import Columns
package import Model
package import Storage

/// What was done to a book: the journal, as a collection.
struct Events: Derivation {
  let collection = CollectionID.events

  /// Events are dated, and those of a day are the same ever after.
  var dependsOnDay: Bool { false }

  func rows(
    of view: BookView, asOf day: CivilDate, unless isInterrupted: () -> Bool
  ) throws(Interruption) -> DerivedRows {
    let log = view.store.log
    let telling = EventText(view)
    let events = log.events
    func texts(_ text: (BookEvent) -> String?) -> Vector {
      Vector(events.map { text($0).map { .text(Text($0)) } ?? .missing }, .text)
    }
    return DerivedRows(
      collection, count: events.count,
      [
        "event": texts { "E\($0.number)" },
        "date": .date(events.map(\.day.day)),
        "time": texts { EventText.time($0.second) },
        "user": texts(\.user), "sentence": texts(\.statement),
        "record": texts { telling.records(of: $0) },
        "before": texts { telling.values(of: $0).before },
        "after": texts { telling.values(of: $0).after },
        "undoes": texts { $0.undoes.map { "E\($0)" } },
        "undone_by": texts { log.undoneBy[$0.number].map { "E\($0)" } },
        "recorded": .date(events.map(\.day.day)),
      ], in: view.store)
  }
}

/// Events in words.
package struct EventText {
  private let view: BookView

  /// Events of a book.
  package init(_ view: BookView) {
    self.view = view
  }

  /// The records that an event is about, each once.
  package func records(of event: BookEvent) -> String {
    var names: [String] = []
    if event.changes.allSatisfy({ $0.record.collection == .book }) { return "the book" }
    for record in records(event) {
      let name = called(record)
      if !names.contains(name) { names.append(name) }
    }
    let told = names.prefix(3).joined(separator: ", ")
    return names.count > 3 ? "\(told) and \(names.count - 3) more" : told
  }

  /// Named records that an event changes, or that its records lead to.
  private func records(_ event: BookEvent) -> [RecordID] {
    let changed = event.changes.map(\.record)
    let named = changed.filter { label($0) != nil }
    if !named.isEmpty { return named }
    return (event.changes.flatMap(\.linked) + changed.flatMap(links)).filter { label($0) != nil }
  }

  /// Whether an event changes a record, or a record that leads to it.
  package func isAbout(_ event: BookEvent, _ record: RecordID) -> Bool {
    event.changes.contains { change in
      change.record == record || change.linked.contains(record)
        || links(of: change.record).contains(record)
    }
  }

  /// The records that a record's stored links lead to.
  private func links(of record: RecordID) -> [RecordID] {
    let schema = view.store.schema
    return schema[record.collection].fields.enumerated().compactMap { index, field in
      guard case .record = field.type, field.origin == .stored,
        case .record(let linked) = view.store.value(
          of: record, FieldID(record.collection, index: index))
      else { return nil }
      return linked
    }
  }

  /// What fields were before, and what they became.
  package func values(of event: BookEvent) -> (before: String?, after: String?) {
    var (before, after): ([String], [String]) = ([], [])
    for change in event.changes {
      switch change {
      case .set(_, let field, let was, let becomes):
        if view.store.schema.isAboutState(field) { continue }
        before.append("\(view.store.schema[field].name) \(told(was))")
        after.append("\(view.store.schema[field].name) \(told(becomes))")
      case .append(let record, let values):
        if let value = values.first(where: { Self.telling.contains(name($0.field)) }) {
          after.append("\(view.store.schema[record.collection].singular) \(told(value.value))")
        }
      case .remove(let record): before.append(summary(of: record))
      case .restore(let record): after.append(summary(of: record))
      }
    }
    return (joined(before), joined(after))
  }

  /// A record by its kind and what tells most of it.
  private func summary(of record: RecordID) -> String {
    let collection = view.store.schema[record.collection]
    let values = collection.fields.indices.lazy.filter {
      collection.fields[$0].origin == .stored && Self.telling.contains(collection.fields[$0].name)
    }.map { view.store.value(of: record, FieldID(record.collection, index: $0)) }
    let value = values.first { $0 != .missing }
    return value.map { "\(collection.singular) \(told($0))" } ?? collection.singular
  }

  private static let telling: Set<String> = [
    "amount", "total", "text", "name", "closed_until", "write_off_limit",
  ]

  private func name(_ field: FieldID) -> String { view.store.schema[field].name }

  private func joined(_ texts: [String]) -> String? {
    if texts.isEmpty { return nil }
    let told = texts.prefix(3).joined(separator: "; ")
    return texts.count > 3 ? "\(told); and \(texts.count - 3) more" : told
  }

  private func told(_ value: Value) -> String {
    switch value {
    case .missing: "—"
    case .text(let text): text.string
    case .boolean(let answer): answer ? "yes" : "no"
    case .record(let record): called(record)
    case .money(let money): money.groupedText
    default: value.spelled(in: view.store.schema)
    }
  }

  private func label(_ record: RecordID) -> String? {
    for name in view.store.schema[record.collection].labels {
      guard let field = view.store.schema.field(named: name, of: record.collection),
        case .text(let text) = view.store.value(of: record, field)
      else { continue }
      return text.string
    }
    return nil
  }

  /// What a record is called, with its kind.
  package func called(_ record: RecordID) -> String {
    "\(view.store.schema[record.collection].singular) \(label(record) ?? "\(record.row + 1)")"
  }

  /// The time of day in UTC, `14:05:09`; missing where no clock was asked.
  static func time(_ second: Int64) -> String? {
    guard second > 0 else { return nil }
    let ofDay = Int(second % 86_400)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(ofDay / 3600)):\(two(ofDay / 60 % 60)):\(two(ofDay % 60))"
  }
}
