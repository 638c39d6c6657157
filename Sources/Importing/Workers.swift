import Glibc

/// Threads for work that is independent piece by piece.
enum Workers {
  /// The processors that the system has.
  static var processors: Int { Swift.max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Runs some work that many times at once, once in this thread, and waits for all of it.
  ///
  /// Where the system gives no more threads, those it has given do all the work.
  static func run(_ count: Int, _ work: @escaping @Sendable () -> Void) {
    var threads: [pthread_t] = []
    for _ in 1..<Swift.max(count, 1) {
      var thread = pthread_t()
      let task = unsafe Unmanaged.passRetained(Task(work))
      let result = unsafe pthread_create(
        &thread, nil,
        { pointer in
          if let pointer = unsafe pointer {
            unsafe Unmanaged<Task>.fromOpaque(pointer).takeRetainedValue().work()
          }
          return nil
        }, task.toOpaque())
      if result == 0 { threads.append(thread) } else { unsafe task.release() }
    }
    work()
    for thread in threads { pthread_join(thread, nil) }
  }

  private final class Task: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
}
