package import Storage

/// Where a session keeps what it changes; without one, a book is only read.
package protocol ChangeKeeper: AnyObject {
  /// Keeps events as one: all of them are safe when this returns, or none is.
  func save(_ events: [BookEvent]) throws(BookFolder.SaveFailure)
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

/// Keeps changes in the journal of a book.
package final class FolderKeeper: ChangeKeeper {
  private let folder: BookFolder
  private let view: StoreView

  /// A keeper for an open book; its schema names what events change.
  package init(_ folder: BookFolder, _ view: StoreView) {
    (self.folder, self.view) = (folder, view)
  }

  /// Appends events to the journal, as one frame, and waits until they are safe.
  package func save(_ events: [BookEvent]) throws(BookFolder.SaveFailure) {
    try folder.save(EventBytes.encode(events, view.schema))
  }

  /// Whether another session may have changed the book since it was opened here.
  package var isWriting: Bool { folder.state == .writing }

  /// Marks the book as closed in good order.
  package func close() {
    folder.close()
  }
}
