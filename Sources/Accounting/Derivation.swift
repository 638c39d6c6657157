package import Model
import Synchronization

/// Works out the records of a derived collection; none of them is in a file.
///
/// To the rest of the house they are records like others: they are scanned, filtered, grouped
/// and linked to, through the doors of `BookView`.
package protocol Derivation: Sendable {
  /// The collection whose records it makes.
  var collection: CollectionID { get }
  /// Whether another day can have other records, beyond those that are not dated after it.
  var dependsOnDay: Bool { get }
  /// The records as of the end of a day.
  ///
  /// - Throws: `Interruption` soon after the last argument has become true; work that may take
  ///   long asks it every now and then.
  func rows(
    of view: BookView, asOf day: CivilDate, unless isInterrupted: () -> Bool
  ) throws(Interruption) -> DerivedRows
}

/// Somebody wanted a derivation to stop.
package struct Interruption: Error {
  /// A stop on demand.
  package init() {}
}

/// The records of one derived collection, worked out when first asked for, once for each day.
final class DerivedCache: Sendable {
  private let derivation: any Derivation
  /// The last that were asked for, the latest at the end.
  private let kept = Mutex<[(day: CivilDate, rows: DerivedRows)]>([])
  /// The month ends of a year, and some.
  private static let daysKept = 16

  init(_ derivation: any Derivation) {
    self.derivation = derivation
  }

  /// The records as of a day; whoever asks meanwhile waits for the same.
  func rows(
    of view: BookView, asOf day: CivilDate, unless isInterrupted: () -> Bool
  ) throws(Interruption) -> DerivedRows {
    let day = derivation.dependsOnDay ? day : .last
    return try kept.withLock { (kept) throws(Interruption) -> DerivedRows in
      if let known = kept.last(where: { $0.day == day }) { return known.rows }
      let rows = try derivation.rows(of: view, asOf: day, unless: isInterrupted)
      if kept.count == DerivedCache.daysKept { kept.removeFirst() }
      kept.append((day, rows))
      return rows
    }
  }
}
