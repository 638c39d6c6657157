package import Model

/// One thing that somebody did to a book: what was said, when, by whom, and what it changed.
package struct BookEvent: Sendable, Equatable {
  /// Its number in the book, from 1.
  package let number: Int
  /// The day on which it was recorded.
  package let day: CivilDate
  /// The time of the clock, in seconds since 1970; order is told by the number alone.
  package let second: Int64
  /// The login name of whoever did it.
  package let user: String
  /// The sentence as it was written.
  package let statement: String
  /// What it changed, in order.
  package let changes: [StoreChange]
  /// Why, if that was said.
  package let because: Text?
  /// The number of the event that it takes back.
  package let undoes: Int?

  /// An event.
  package init(
    number: Int, day: CivilDate, second: Int64, user: String, statement: String,
    changes: [StoreChange], because: Text? = nil, undoes: Int? = nil
  ) {
    (self.number, self.day, self.second) = (number, day, second)
    (self.user, self.statement) = (user, statement)
    (self.changes, self.because, self.undoes) = (changes, because, undoes)
  }
}

/// What has happened to a book since its records were first read.
package struct BookLog: Sendable {
  /// Everything, oldest first; event n is at n - 1.
  package private(set) var events: [BookEvent] = []
  /// The records that are gone.
  package private(set) var removed: [CollectionID: Set<RowIndex>] = [:]
  /// Which event took back which.
  package private(set) var undoneBy: [Int: Int] = [:]

  /// Nothing has happened.
  package static let none = BookLog()

  /// Whether an event is in force: neither undone, nor one that only takes back another.
  package func isInForce(_ event: BookEvent) -> Bool {
    event.undoes == nil && !isTakenBack(event.number)
  }

  /// Whether an event is undone, and its undoing is not.
  package func isTakenBack(_ number: Int) -> Bool {
    guard let undone = undoneBy[number] else { return false }
    return !isTakenBack(undone)
  }

  /// Whether a record is gone.
  package func isRemoved(_ record: RecordID) -> Bool {
    removed[record.collection]?.contains(record.row) ?? false
  }

  /// The same without the events that were recorded after a day.
  func known(on day: CivilDate) -> BookLog {
    var log = BookLog()
    log.removed = removed
    for event in events where event.day <= day { log.add(event) }
    return log
  }

  mutating func add(_ event: BookEvent) {
    events.append(event)
    if let undone = event.undoes { undoneBy[undone] = event.number }
  }

  /// Adds an event whose changes the book holds already, but for which records are gone.
  mutating func remember(_ event: BookEvent) {
    add(event)
    for change in event.changes {
      switch change {
      case .remove(let record): setRemoved(record, true)
      case .restore(let record): setRemoved(record, false)
      case .append, .set: continue
      }
    }
  }

  mutating func setRemoved(_ record: RecordID, _ isGone: Bool) {
    if isGone {
      removed[record.collection, default: []].insert(record.row)
    } else {
      removed[record.collection]?.remove(record.row)
      if removed[record.collection]?.isEmpty == true { removed[record.collection] = nil }
    }
  }
}
