import Columns
import Diagnostics
import Synchronization

/// Work in pieces that are made on all processors and taken in order, one at a time.
///
/// A thread makes the next piece that nobody has. Then it takes what is ready, unless another one
/// is at that. So what is taken never depends on how many threads there are.
final class OrderedPipeline<Made: Sendable>: @unchecked Sendable {
  private let count: Int
  /// Whether to go on; only the thread whose turn it is calls it.
  private let take: (Made) throws(Diagnostic) -> Bool
  private let board = Mutex(Board())
  /// The piece to be taken next; whoever holds it takes.
  private let turn = Mutex(0)

  /// As many pieces may wait to be taken before threads stop making more.
  private static var mostWaiting: Int { 16 }

  private struct Board {
    var nextToMake = 0
    var made: [Int: Result<Made, Diagnostic>] = [:]
    var isStopped = false
    var failure: Diagnostic?
  }

  /// Pieces that are taken one after the other until the last argument says no.
  init(_ count: Int, take: @escaping (Made) throws(Diagnostic) -> Bool) {
    (self.count, self.take) = (count, take)
  }

  /// Makes and takes all pieces; each thread gets a maker of its own.
  ///
  /// - Throws: what the first piece that failed threw, as if they had been made in order.
  func run(
    processors: Int,
    maker: @escaping @Sendable () -> (_ piece: Int) -> Result<Made, Diagnostic>
  ) throws(Diagnostic) {
    Workers.run(min(processors, count)) {
      let make = maker()
      while let piece = self.nextPiece() {
        self.put(make(piece), at: piece)
        if self.isFarAhead {
          self.turn.withLock { self.takeReady(&$0) }
        } else {
          _ = self.turn.withLockIfAvailable { self.takeReady(&$0) }
        }
      }
      // Whoever made the last piece finds it here, if nobody has taken it meanwhile.
      self.turn.withLock { self.takeReady(&$0) }
    }
    if let failure = board.withLock({ $0.failure }) { throw failure }
  }

  private func nextPiece() -> Int? {
    board.withLock { board in
      guard !board.isStopped, board.nextToMake < count else { return nil }
      board.nextToMake += 1
      return board.nextToMake - 1
    }
  }

  private func put(_ result: Result<Made, Diagnostic>, at piece: Int) {
    board.withLock { $0.made[piece] = result }
  }

  private var isFarAhead: Bool {
    board.withLock { $0.made.count >= OrderedPipeline.mostWaiting }
  }

  private func takeReady(_ next: inout Int) {
    while let result = ready(next) {
      next += 1
      do throws(Diagnostic) {
        if !(try take(try result.get())) { stop(nil) }
      } catch {
        stop(error)
      }
    }
  }

  private func ready(_ piece: Int) -> Result<Made, Diagnostic>? {
    board.withLock { $0.isStopped ? nil : $0.made.removeValue(forKey: piece) }
  }

  private func stop(_ failure: Diagnostic?) {
    board.withLock { board in
      board.isStopped = true
      board.failure = failure
      board.made = [:]
    }
  }
}
