internal import Glibc
internal import Model

/// What is told of long work: one line of the terminal, which is taken back when it ends.
package struct ProgressLine: Sendable {
  /// A shorter wait needs no words, in nanoseconds.
  static let patience = 500_000_000

  private let descriptor: Int32

  /// A line on a terminal; nil where there is none, or one that could not take the line back.
  init?(on descriptor: Int32) {
    guard isatty(descriptor) == 1, !TerminalFacts.current().isDumb else { return nil }
    self.descriptor = descriptor
  }

  /// Puts words in place of those before, as far as the row has room: of two rows one would stay.
  func show(_ words: String) {
    let columns = TerminalSize.current(of: descriptor).columns
    write("\r\(ProgressLine.row(words, columns: columns))\u{1B}[K")
  }

  /// The words that have room in a row of so many cells; nothing in them can act on the terminal.
  package static func row(_ words: String, columns: Int) -> String {
    var row = String.UnicodeScalarView()
    var used = 0
    for scalar in VisibleText.visible(words.utf8).unicodeScalars {
      used += DisplayWidth.of(scalar)
      if used >= columns { break }
      row.append(scalar)
    }
    return String(row)
  }

  /// Takes the line back.
  func erase() { write("\r\u{1B}[K") }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    // Words on the way are not worth waiting for, nor an error.
    _ = unsafe Glibc.write(descriptor, bytes, bytes.count)
  }

  /// Nanoseconds of a clock that never goes back.
  static func now() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
