import Glibc
import Synchronization

/// Threads for work that is independent piece by piece.
package enum Workers {
  /// Rows below which starting a thread costs more than it brings.
  package static let leastRows = 1 << 14

  /// The processors that the system has.
  package static var processors: Int { Swift.max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Bytes of memory that the machine has.
  package static var memory: Int {
    max(1, Int(sysconf(Int32(_SC_PHYS_PAGES)))) * max(1, Int(sysconf(Int32(_SC_PAGESIZE))))
  }

  /// Runs some work that many times at once, once in this thread, and waits for all of it.
  ///
  /// Where the system gives no more threads, those it has given do all the work.
  package static func run(_ count: Int, _ work: @escaping @Sendable () -> Void) {
    let others = (1..<Swift.max(count, 1)).compactMap { _ in Threads.start(work) }
    work()
    for thread in others { thread.join() }
  }

  /// What some work makes of each of a number of pieces, in their order; whichever thread is free
  /// takes the next piece.
  ///
  /// Few rows are worked off in this thread alone. The work must not depend on which pieces were
  /// worked off before.
  package static func map<Result: Sendable>(
    _ pieces: Int, rows: Int, _ work: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    if pieces < 2 || rows < leastRows { return (0..<pieces).map(work) }
    let board = Board<Result>(pieces)
    run(Swift.min(processors, pieces)) {
      while let piece = board.take() { board.put(work(piece), at: piece) }
    }
    return board.results
  }

  /// The pieces that are left, and what became of the others.
  private final class Board<Result: Sendable>: Sendable {
    private let state: Mutex<(next: Int, results: [Result?])>
    private let count: Int

    init(_ count: Int) {
      self.count = count
      state = Mutex((0, [Result?](repeating: nil, count: count)))
    }

    var results: [Result] { state.withLock { $0.results.compactMap { $0 } } }

    /// The next piece that nobody has; nil when there is none.
    func take() -> Int? {
      state.withLock { state in
        guard state.next < count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    func put(_ result: Result, at piece: Int) {
      state.withLock { $0.results[piece] = result }
    }
  }
}
