internal import Glibc
internal import Importing
internal import Synchronization

/// How far the reading of a long file is, on one line of the terminal that is erased at the end.
enum ReadingProgress {
  /// What to call while files are read; Ctrl-C stops them where it is caught.
  static func told(on descriptor: Int32) -> ImportOptions.Progress {
    let line = ProgressLine(on: descriptor)
    let start = Mutex<(time: Int, isShown: Bool)>((ProgressLine.now(), false))
    return { read, total in
      let isStopped = Interrupts.isPending
      guard let line else { return !isStopped }
      start.withLock { state in
        let elapsed = ProgressLine.now() - state.time
        if read >= total || isStopped {
          if state.isShown { line.erase() }
          state = (ProgressLine.now(), false)
        } else if elapsed > ProgressLine.patience {
          state.isShown = true
          line.show("reading: " + words(read, of: total, in: elapsed))
        }
      }
      return !isStopped
    }
  }

  /// How far it is, how fast it goes, and how long the rest will take at that.
  private static func words(_ read: Int, of total: Int, in nanoseconds: Int) -> String {
    let megabytes = "\(read >> 20) of \(total >> 20) MB"
    // Bytes a microsecond are megabytes a second.
    let rate = read / max(nanoseconds / 1_000, 1)
    guard rate > 0 else { return "\(read * 100 / total) % (\(megabytes))" }
    let seconds = (total - read) / (rate * 1_000_000) + 1
    return "\(read * 100 / total) % (\(megabytes), \(rate) MB/s, \(seconds) s left)"
  }

  /// How long something has taken since a time of `ProgressLine`, and what memory the program has
  /// had at most, as a clause for a terminal; nothing where it took no time.
  static func effort(since start: Int) -> String {
    let elapsed = ProgressLine.now() - start
    let tenths = elapsed / 100_000_000
    var usage = rusage()
    guard elapsed > ProgressLine.patience, isatty(STDERR_FILENO) == 1,
      unsafe getrusage(RUSAGE_SELF.rawValue, &usage) == 0
    else { return "" }
    let megabytes = usage.ru_maxrss >> 10
    return " in \(tenths / 10).\(tenths % 10) s, with \(megabytes) MB of memory at most"
  }
}
