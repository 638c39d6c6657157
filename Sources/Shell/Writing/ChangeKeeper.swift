package import Diagnostics
package import Storage

/// Where a session keeps what it changes; without one, a book is only read.
package protocol ChangeKeeper: AnyObject {
  /// Keeps events as one: all of them are safe when this returns, or none is.
  func save(_ events: [BookEvent]) throws(BookFolder.SaveFailure)
  /// Makes ready for changes; the book as it is by now, where others have changed it.
  func prepare() throws(Diagnostic) -> (book: OpenBook?, notices: [BookFolder.Notice])
  /// How many changes others have made since the book was opened here; nil where they have written
  /// it anew, and nobody counts them.
  var changesByOthers: Int? { get }
  /// Ends it; what somebody should know about that.
  func close() -> [String]
}

extension ChangeKeeper {
  /// Nothing to make ready.
  package func prepare() throws(Diagnostic) -> (book: OpenBook?, notices: [BookFolder.Notice]) {
    (nil, [])
  }

  /// Nobody else is there.
  package var changesByOthers: Int? { 0 }

  /// Nothing to end.
  package func close() -> [String] { [] }
}

/// Keeps changes as long as the program runs, for the tests.
package final class MemoryKeeper: ChangeKeeper {
  /// What was saved, oldest first.
  package private(set) var events: [BookEvent] = []

  /// A keeper of nothing yet.
  package init() {}

  /// Keeps events in memory.
  package func save(_ events: [BookEvent]) throws(BookFolder.SaveFailure) {
    self.events += events
  }
}

/// Keeps changes in the journal of a book; the lock is taken by the first change.
final class FolderKeeper: ChangeKeeper {
  private var stored: StoredBook
  private var folder: BookFolder { stored.opened.folder }
  /// What was saved since the book was opened.
  private var saved: [BookEvent] = []

  /// A keeper for a book that was opened for reading.
  init(_ stored: StoredBook) {
    self.stored = stored
  }

  /// Takes the lock; the book as it is by now, where others have changed it meanwhile.
  func prepare() throws(Diagnostic) -> (book: OpenBook?, notices: [BookFolder.Notice]) {
    guard folder.state == .reading else { return (nil, []) }
    let opened = try StoredBook.opened(stored.path, forWriting: true)
    guard opened.folder.state == .writing else {
      throw .keepingFailed(.notWritable(.reading), at: nil)
    }
    folder.close()
    saved = []
    if let same = stored.goingOn(with: opened) {
      stored = same
      return (nil, opened.notices)
    }
    guard let writing = try StoredBook(stored.path, opened) else {
      throw .bookDamaged(stored.path, "\(opened.snapshot) is gone, and the book")
    }
    stored = writing
    return (OpenBook.open(stored), opened.notices)
  }

  /// Appends events to the journal, as one frame, and waits until they are safe.
  func save(_ events: [BookEvent]) throws(BookFolder.SaveFailure) {
    try folder.save(EventBytes.encode(events, stored.view.schema))
    saved += events
  }

  var changesByOthers: Int? { folder.changesSince() }

  /// Writes the book anew if it is time for that, marks it as closed in good order, and gives the
  /// lock back.
  ///
  /// Nobody waits for it then, and a loss of power meanwhile costs nothing.
  func close() -> [String] {
    defer { folder.close() }
    guard folder.isGenerationDue(snapshotSize: stored.snapshotSize) else { return [] }
    guard let reason = stored.writeAnew(with: saved) else { return [] }
    return ["note: the book was not written anew: \(reason)"]
  }
}
