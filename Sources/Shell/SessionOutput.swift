/// Where a session says what it has to say: the console, or what a test puts in its place.
package protocol SessionOutput: AnyObject {
  /// Adds bytes to the answers; false when nobody takes them any more.
  func write(_ bytes: [UInt8]) -> Bool
  /// Says what is wrong, after everything answered so far.
  func writeError(_ text: String)
}

/// The terminal or pipe of the process.
package final class ConsoleOutput: SessionOutput {
  private let console: Console

  /// Output through a console.
  package init(_ console: Console) {
    self.console = console
  }

  /// Adds bytes to what the process writes.
  package func write(_ bytes: [UInt8]) -> Bool {
    console.write(bytes: bytes)
    return console.output == .open
  }

  /// Says what is wrong on the error output.
  package func writeError(_ text: String) {
    console.writeError(text)
  }
}
