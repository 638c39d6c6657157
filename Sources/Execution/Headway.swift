package import Model
import Synchronization

/// How far a run is, for somebody who waits for its answer.
package final class Headway: Sendable {
  /// What a run is about at some moment.
  package enum Work: Sendable, Equatable {
    /// Reads the records of a collection.
    case reading(CollectionID)
    /// Works out the records of a derived collection, nobody knows for how long.
    case workingOut(CollectionID)
    /// Looks for words in everything.
    case lookingForWords
    /// Brings rows into an order.
    case sorting
  }

  /// Some work, with the rows that are done and that there are; 0 of 0 where nobody counts.
  package struct Stage: Sendable {
    /// The work.
    package let work: Work
    /// Rows that are done with.
    package fileprivate(set) var done = 0
    /// All of its rows.
    package let total: Int
  }

  private let current = Mutex<Stage?>(nil)

  /// Nothing has begun.
  package init() {}

  /// What is being done; nil before the first work.
  package var stage: Stage? { current.withLock { $0 } }

  /// Goes on with other work.
  func begin(_ work: Work, rows: Int = 0) {
    current.withLock { $0 = Stage(work: work, total: rows) }
  }

  /// Counts rows that are done with.
  func advance(_ rows: Int) {
    current.withLock { $0?.done += rows }
  }
}
