internal import Foundation
internal import Glibc
internal import Synchronization

/// Reads a pipe to its end on a thread of its own, as the program behind a pipe does.
///
/// Not a task: the few threads that run tasks may all be waiting for their pipes.
package final class BackgroundReader: Sendable {
  private let bytes = Mutex<[UInt8]>([])
  private let isDone = DispatchSemaphore(value: 0)

  /// Begins to read; the descriptor stays open.
  package init(descriptor: Int32) {
    Thread.detachNewThread { [self] in
      var chunk = [UInt8](repeating: 0, count: 4_096)
      while true {
        let count = unsafe read(descriptor, &chunk, chunk.count)
        guard count > 0 else { break }
        bytes.withLock { $0 += chunk[..<count] }
      }
      isDone.signal()
    }
  }

  /// Waits for the end and gives everything that came.
  package func finish() -> [UInt8] {
    isDone.wait()
    return bytes.withLock { $0 }
  }
}
