import Glibc

/// Threads of the system, started in one place.
package enum Threads {
  private final class Task: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }

  /// A thread that runs.
  package struct Running {
    fileprivate let thread: pthread_t

    /// Waits until its work is done.
    package func join() { pthread_join(thread, nil) }

    /// Lets it end by itself.
    package func detach() { pthread_detach(thread) }
  }

  /// Starts some work in a thread of its own; nil where the system gives no more of them.
  ///
  /// Signals stay with the thread that looks at them, so that whatever it waits in is interrupted.
  package static func start(_ work: @escaping @Sendable () -> Void) -> Running? {
    var (all, before) = (sigset_t(), sigset_t())
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
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
    if result == 0 { return Running(thread: thread) }
    unsafe task.release()
    return nil
  }
}
