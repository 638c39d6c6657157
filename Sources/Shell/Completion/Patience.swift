internal import Glibc

/// How much longer a search may go on while somebody waits at a key.
///
/// What counts is the time that the search itself has had: on a busy machine, where a thread waits
/// for its turn longer than it works, names would else be found on one try and not on the next.
struct Patience {
  private let end: Int

  /// From now on, for a time of the calling thread's own work.
  init(_ time: Swift.Duration) {
    let (seconds, attoseconds) = time.components
    end = Self.worked + Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
  }

  /// Whether the time is over.
  var isOver: Bool { Self.worked >= end }

  /// What the calling thread has worked, in nanoseconds.
  private static var worked: Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
