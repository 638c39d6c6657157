internal import CTerminal
internal import Glibc
internal import Synchronization

/// Work that is left alone when somebody presses Ctrl-C and does not want to wait for it.
///
/// Whatever takes long asks now and then whether it is to stop, but not everything can ask often
/// enough for a person. So it runs in a thread of its own, which ends when it next asks; what it
/// made is thrown away. It must not change anything that others see.
package enum Errand {
  /// How often to look for Ctrl-C, in milliseconds, should the signal reach another thread.
  private static let patience: Int32 = 20
  /// How often to look once more before it is given up: most work ends in that time.
  private static let grace = 5

  /// What some work comes to, which can ask whether it is to stop; nil when it was given up.
  package static func run<Result: Sendable>(
    _ work: @escaping @Sendable (_ isUnwanted: @escaping @Sendable () -> Bool) -> Result
  ) -> Result? {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return work { Interrupts.isPending } }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let given = Given<Result>()
    let (reading, writing) = (ends[0], ends[1])
    defer { close(reading) }
    let isStarted = start {
      let result = work { given.isUnwanted }
      given.result.withLock { $0 = result }
      // Closing says that it is done, whether or not anybody listens.
      close(writing)
    }
    guard isStarted else {
      close(writing)
      return work { Interrupts.isPending }
    }
    var left = grace
    while left > 0 {
      var entry = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
      if unsafe poll(&entry, 1, patience) > 0 { return given.result.withLock { $0 } }
      if Interrupts.isPending { left -= 1 }
    }
    given.giveUp()
    return nil
  }

  /// What is handed from one thread to the other.
  private final class Given<Result: Sendable>: Sendable {
    let result = Mutex<Result?>(nil)
    private let isGivenUp = Atomic(false)

    var isUnwanted: Bool { isGivenUp.load(ordering: .relaxed) || Interrupts.isPending }

    func giveUp() { isGivenUp.store(true, ordering: .relaxed) }
  }

  private final class Task: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }

  /// Starts a thread that nobody waits for; signals stay with this one, which looks at them.
  private static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
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
    guard result == 0 else {
      unsafe task.release()
      return false
    }
    pthread_detach(thread)
    return true
  }
}
