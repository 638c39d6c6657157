import Columns
import Diagnostics
import Model
import Synchronization

/// The memory that rows and groups of one question may take together; who keeps some asks before
/// the next are kept.
///
/// A question that needs more ends with a message, and the session goes on: without a budget the
/// system would end the program, and with it whatever else was going on.
final class MemoryBudget: Sendable {
  /// Bytes.
  private let limit: Int
  private let used = Atomic<Int>(0)

  init(limit: Int) {
    self.limit = limit
  }

  /// Takes so many bytes.
  ///
  /// - Throws: where the question has too few left.
  func take(_ bytes: Int) throws(Diagnostic) {
    let now = used.add(bytes, ordering: .relaxed).newValue
    if now > limit { throw .tooMuchMemory(limit: limit) }
  }

  /// Gives bytes back that were taken.
  func give(_ bytes: Int) {
    used.subtract(bytes, ordering: .relaxed)
  }

  /// What a group or a row that was met takes for each of its keys and figures.
  static let bytesPerValue = 48
}

extension Batch {
  /// Bytes of its values; texts are those of the book.
  var byteCount: Int {
    let values = (columns + spread).reduce(0) { $0 + $1.byteCount }
    guard case .each(let days) = days else { return values }
    return values + MemoryLayout<Moment>.stride * days.count
  }
}

extension Vector {
  /// Bytes of its values; texts are those of the book.
  var byteCount: Int {
    switch self {
    case .boolean(let values): values.count
    case .number(let vector): vector.coefficients.byteCount
    case .money(let vector):
      vector.coefficients.byteCount + 2 * vector.currencies.count
        + vector.bags.reduce(0) { $0 + MemoryBudget.bytesPerValue * $1.amounts.count }
    case .date(let days): 4 * days.count
    case .period(let vector): 8 * vector.firsts.count
    case .text(let vector): 4 * vector.codes.count
    case .currency(let codes): 2 * codes.count
    case .enumeration(_, let words): words.count
    case .record(_, let rows): 4 * rows.count
    case .list(let lists):
      lists.reduce(8 * lists.count) { $0 + MemoryBudget.bytesPerValue * $1.count }
    case .duration(let values): 24 * values.count
    case .missing: 0
    }
  }
}
