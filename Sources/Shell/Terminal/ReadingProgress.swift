internal import Glibc
internal import Importing
internal import Synchronization

/// How far the reading of a long file is, on one line of the terminal that is erased at the end.
enum ReadingProgress {
  /// A short wait needs no words.
  private static let patience = 500_000_000

  /// What to call while files are read; Ctrl-C stops them where it is caught.
  static func told(on descriptor: Int32) -> ImportOptions.Progress {
    // A terminal without escape sequences could not take the line back.
    let isTerminal = isatty(descriptor) == 1 && !TerminalFacts.current().isDumb
    let start = Mutex<(time: Int, isShown: Bool)>((now(), false))
    return { read, total in
      let isStopped = Interrupts.isPending
      guard isTerminal else { return !isStopped }
      start.withLock { state in
        if read >= total || isStopped {
          if state.isShown { erase(on: descriptor) }
          state = (now(), false)
        } else if now() - state.time > patience {
          state.isShown = true
          let text = words(read, of: total, in: now() - state.time)
          write("\rreading: \(text)\u{1B}[K", to: descriptor)
        }
      }
      return !isStopped
    }
  }

  /// How far it is, how fast it goes, and how long the rest will take at that.
  private static func words(_ read: Int, of total: Int, in nanoseconds: Int) -> String {
    let megabytes = "\(read >> 20) of \(total >> 20) MB"
    // Bytes a microsecond are megabytes a second.
    let rate = read / Swift.max(nanoseconds / 1_000, 1)
    guard rate > 0 else { return "\(read * 100 / total) % (\(megabytes))" }
    let seconds = (total - read) / (rate * 1_000_000) + 1
    return "\(read * 100 / total) % (\(megabytes), \(rate) MB/s, \(seconds) s left)"
  }

  /// The time now, as `effort` takes it.
  static var clock: Int { now() }

  /// How long something has taken and what memory the program has had at most, as a clause for a
  /// terminal; nothing where it took no time.
  static func effort(since start: Int) -> String {
    let tenths = (now() - start) / 100_000_000
    var usage = rusage()
    guard now() - start > patience, isatty(STDERR_FILENO) == 1,
      unsafe getrusage(RUSAGE_SELF.rawValue, &usage) == 0
    else { return "" }
    let megabytes = usage.ru_maxrss >> 10
    return " in \(tenths / 10).\(tenths % 10) s, with \(megabytes) MB of memory at most"
  }

  /// Takes the line back, for reading that was left alone.
  static func erase(on descriptor: Int32) {
    guard isatty(descriptor) == 1, !TerminalFacts.current().isDumb else { return }
    write("\r\u{1B}[K", to: descriptor)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    // Words on the way are not worth waiting for, nor an error.
    _ = unsafe Glibc.write(descriptor, bytes, bytes.count)
  }

  /// Nanoseconds of a clock that never goes back.
  private static func now() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
